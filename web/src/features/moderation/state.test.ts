import type { TFunction } from "i18next";
import { describe, expect, it } from "vitest";
import { actText, reasonText } from "./state";

const keyed = ((key: string) => key) as unknown as TFunction;

describe("a line of the log", () => {
  it("is told in the same words for a room and a group", () => {
    expect(actText(keyed, "room.warned")).toBe("moderation.act.warned");
    expect(actText(keyed, "group.warned")).toBe("moderation.act.warned");
    expect(actText(keyed, "access.refused")).toBe("moderation.act.refused");
  });

  it("stays as it is where a newer server tells of more", () => {
    expect(actText(keyed, "room.painted")).toBe("room.painted");
  });

  it("gives a refusal's text as its reason, and a host's own words as they are", () => {
    expect(reasonText(keyed, "access.refused", "room.banned")).toBe("refusal.room.banned");
    expect(reasonText(keyed, "group.role_changed", "manager")).toBe("moderation.audit.to_manager");
    expect(reasonText(keyed, "room.warned", "room.banned")).toBe("room.banned");
  });
});
