export type HandleFault = "account.handle_invalid" | "account.handle_taken";
export type PasswordFault = "account.password_too_short" | "account.password_too_long";

export function isHandle(handle: string): boolean {
  return /^[a-z][a-z0-9_]{2,19}$/.test(handle);
}

/** What people type as a handle, as it would be kept. */
export function asHandle(typed: string): string {
  return typed.trim().replace(/^@/, "").toLowerCase();
}

export function looksLikeEmail(typed: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(typed.trim());
}

/** Length counts code points, as the server does. */
export function passwordFault(password: string): PasswordFault | null {
  const length = [...password].length;
  if (length < 8) return "account.password_too_short";
  return length > 128 ? "account.password_too_long" : null;
}

/** Six digits from anything pasted: "StudyHub 코드: 123 456". */
export function codeDigits(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, 6);
}

/** Where to go after signing in: a path of this site, never another's. */
export function safeNext(next: unknown): string | null {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("//") || /[\\\n\r\t]/.test(next)) return null;
  return /^\/(sign-in|sign-up|recover)\b/.test(next) ? null : next;
}
