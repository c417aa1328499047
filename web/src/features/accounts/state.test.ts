import { describe, expect, it } from "vitest";
import { asHandle, codeDigits, isHandle, looksLikeEmail, passwordFault, safeNext } from "./state";

describe("sign-up fields", () => {
  it("accepts handles of 3 to 20 that start with a letter", () => {
    expect(["ada", "a_1", "abcdefghijklmnopqrst"].every(isHandle)).toBe(true);
    expect(["ab", "1ab", "Ada", "a-b-c", "abcdefghijklmnopqrstu", ""].some(isHandle)).toBe(false);
    expect(asHandle(" @Ada_1 ")).toBe("ada_1");
  });

  it("counts characters of a password, not code units", () => {
    expect(passwordFault("🦉🦉🦉🦉")).toBe("account.password_too_short");
    expect(passwordFault("열두글자비밀번호예요좋아")).toBeNull();
    expect(passwordFault("🦉".repeat(128))).toBeNull();
    expect(passwordFault("a".repeat(129))).toBe("account.password_too_long");
  });

  it("finds the code in what was pasted", () => {
    expect(codeDigits("StudyHub 코드: 123 456")).toBe("123456");
    expect(codeDigits("12345678")).toBe("123456");
  });

  it("tells an address from a slip", () => {
    expect(looksLikeEmail(" ada@example.org ")).toBe(true);
    expect(looksLikeEmail("ada@localhost")).toBe(true);
    expect(looksLikeEmail("ada@")).toBe(false);
  });
});

describe("the page to return to", () => {
  it("is a path of this site only", () => {
    expect(safeNext("/rooms/1?x=2")).toBe("/rooms/1?x=2");
    for (const bad of ["//evil.example", "https://evil.example", "/\\evil.example", "rooms", "/sign-in", null, 3])
      expect(safeNext(bad)).toBeNull();
  });
});
