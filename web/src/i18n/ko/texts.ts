import accounts from "./accounts.json";
import chat from "./chat.json";
import common from "./common.json";
import doctor from "./doctor.json";
import groups from "./groups.json";
import meetings from "./meetings.json";
import moderation from "./moderation.json";
import notifications from "./notifications.json";
import reference from "./reference.json";
import refusal from "./refusal.json";
import rooms from "./rooms.json";

export const texts = { accounts, chat, common, doctor, groups, meetings, moderation, notifications, reference, refusal, rooms };
