import { queryOptions } from "@tanstack/react-query";
import type {
  CodeSentView,
  EditMeBody,
  EmailProofView,
  HandleView,
  InstallationView,
  MeView,
  SendCodeBody,
  SignInBody,
  SignUpBody,
  VerifyCodeBody,
} from "@/contract/http";
import { request } from "@/http/request";
import { fetchMe } from "./session";

/** Who is signed in here; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => fetchMe(signal),
});

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => request<InstallationView>("/installation", { signal }),
});

export const signIn = (body: SignInBody) => request<unknown>("/sessions", { method: "POST", body });
export const signOut = () => request<unknown>("/sessions/current", { method: "DELETE" });
export const sendCode = (email: string) =>
  request<CodeSentView | undefined>("/accounts/codes", {
    method: "POST",
    body: { email, purpose: "sign_up" } satisfies SendCodeBody,
  });
export const verifyCode = (email: string, code: string) =>
  request<EmailProofView>("/accounts/codes/verify", {
    method: "POST",
    body: { email, purpose: "sign_up", code } satisfies VerifyCodeBody,
  });
export const checkHandle = (handle: string) => request<HandleView>(`/accounts/handles/${encodeURIComponent(handle)}`);
export const signUp = (body: SignUpBody) => request<unknown>("/accounts", { method: "POST", body });
export const editMe = (body: EditMeBody) => request<MeView>("/me", { method: "PATCH", body });
