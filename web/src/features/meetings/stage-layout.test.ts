import { describe, expect, it } from "vitest";
import { foregroundLayout } from "./stage-layout";

describe("what is in the foreground", () => {
  it("leaves room for the faces beside or below it", () => {
    expect(foregroundLayout({ width: 1000, height: 600 }, "right")).toEqual({
      large: { width: 792, height: 600 },
      face: { width: 184, height: 115 },
    });
    expect(foregroundLayout({ width: 340, height: 500 }, "below")).toEqual({
      large: { width: 340, height: 380 },
      face: { width: 132, height: 99 },
    });
  });

  it("has it all where there are no faces", () => {
    expect(foregroundLayout({ width: 340, height: 500 }, "none").large).toEqual({ width: 340, height: 500 });
  });

  it("is never less than nothing, as while the size is not known", () => {
    expect(foregroundLayout({ width: 0, height: 0 }, "right").large).toEqual({ width: 0, height: 0 });
    expect(foregroundLayout({ width: 0, height: 0 }, "below").large).toEqual({ width: 0, height: 0 });
  });
});
