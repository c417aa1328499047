import accounts from "./accounts.json";
import chat from "./chat.json";
import common from "./common.json";
import meetings from "./meetings.json";
import refusal from "./refusal.json";
import rooms from "./rooms.json";

export const texts = { accounts, chat, common, meetings, refusal, rooms };
