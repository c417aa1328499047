import { describe, expect, it } from "vitest";
import { type ApiDocument, sectionsOf, shapeOf } from "./state";

const document: ApiDocument = {
  info: { title: "StudyHub", version: "v1" },
  paths: {
    "/api/v1/rooms/": {
      get: {
        tags: ["Rooms"],
        parameters: [{ name: "limit", in: "query", schema: { type: "integer", format: "int32" } }],
        responses: {
          401: { description: "Unauthorized" },
          200: { description: "OK", content: { "application/json": { schema: { $ref: "#/components/schemas/RoomPage" } } } },
        },
      },
      post: {
        tags: ["Rooms"],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Room" } } } },
        responses: { 201: {} },
      },
    },
    "/api/v1/installation": { get: { responses: { 204: {} } } },
  },
  components: {
    schemas: {
      RoomId: { type: "string", format: "uuid" },
      Room: {
        type: "object",
        required: ["id"],
        properties: {
          id: { $ref: "#/components/schemas/RoomId" },
          tone: { enum: ["silent", "open"] },
          owner: { $ref: "#/components/schemas/Owner" },
        },
      },
      Owner: { type: "object", properties: { room: { $ref: "#/components/schemas/Room" } } },
      RoomPage: {
        type: "object",
        required: ["items", "nextCursor"],
        properties: {
          items: { type: "array", items: { $ref: "#/components/schemas/Room" } },
          nextCursor: { type: ["null", "string"] },
        },
      },
    },
  },
};

describe("the reference", () => {
  it("lists every operation by area, answers by status", () => {
    const sections = sectionsOf(document);
    expect(sections.map((section) => section.name)).toEqual(["Rooms", "StudyHub"]);
    const [list, create] = sections[0]?.operations ?? [];
    expect([list?.method, list?.path, create?.method]).toEqual(["GET", "/api/v1/rooms", "POST"]);
    expect(list?.parameters).toEqual([{ name: "limit", place: "query", type: "integer", required: false, description: "" }]);
    expect(list?.answers.map((answer) => answer.status)).toEqual(["200", "401"]);
    expect(create?.body?.media).toBe("application/json");
  });

  it("writes shapes as they would be declared, and ends where a shape contains itself", () => {
    expect(shapeOf(document, { $ref: "#/components/schemas/Room" })).toBe(
      '{\n  id: uuid;\n  tone?: "silent" | "open";\n  owner?: {\n    room?: Room;\n  };\n}',
    );
    expect(shapeOf(document, { $ref: "#/components/schemas/RoomPage" })).toBe(
      "{\n  items: Room[];\n  nextCursor: string | null;\n}",
    );
    expect(shapeOf(document, { type: "object", additionalProperties: { type: "string" } })).toBe("Record<string, string>");
    expect(shapeOf(document, { $ref: "#/components/schemas/Nowhere" })).toBe("unknown");
  });
});
