import { queryOptions } from "@tanstack/react-query";
import type {
  AuditPage,
  ChangeEmailBody,
  ChangePasswordBody,
  CodeSentView,
  ConfirmTotpBody,
  DeletionView,
  EditMeBody,
  EmailChangeBody,
  EmailProofView,
  ExportView,
  HandleView,
  InstallationView,
  MeView,
  OwnSessionsView,
  PasskeyView,
  PersonView,
  ProveBody,
  RecoverBody,
  RecoveryCodesView,
  RenamePasskeyBody,
  SecurityView,
  SendCodeBody,
  SignInBody,
  SignUpBody,
  TotpStartView,
  UserPage,
  UserView,
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
/** What a code by e-mail is for. */
export type CodePurpose = "sign_up" | "recovery";

export const sendCode = (email: string, purpose: CodePurpose) =>
  request<CodeSentView | undefined>("/accounts/codes", {
    method: "POST",
    body: { email, purpose } satisfies SendCodeBody,
  });
export const verifyCode = (email: string, purpose: CodePurpose, code: string) =>
  request<EmailProofView>("/accounts/codes/verify", {
    method: "POST",
    body: { email, purpose, code } satisfies VerifyCodeBody,
  });
export const recover = (body: RecoverBody) => request<void>("/accounts/recovery", { method: "POST", body });
export const checkHandle = (handle: string) => request<HandleView>(`/accounts/handles/${encodeURIComponent(handle)}`);
export const signUp = (body: SignUpBody) => request<unknown>("/accounts", { method: "POST", body });
export const editMe = (body: EditMeBody) => request<MeView>("/me", { method: "PATCH", body });

/** How the signed-in person can sign in. */
export const securityQuery = queryOptions({
  queryKey: ["me", "security"],
  queryFn: ({ signal }) => request<SecurityView>("/me/security", { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  staleTime: 0,
  queryFn: ({ signal }) => request<OwnSessionsView>("/sessions", { signal }),
});

export const endSession = (id: string) => request<void>(`/sessions/${id}`, { method: "DELETE" });
export const endOtherSessions = () => request<void>("/sessions", { method: "DELETE" });
export const proveAgain = (body: ProveBody) => request<void>("/sessions/current/proof", { method: "POST", body });
export const changePassword = (password: string) =>
  request<void>("/me/password", { method: "PUT", body: { password } satisfies ChangePasswordBody });
export const sendEmailChangeCode = (email: string) =>
  request<CodeSentView | undefined>("/me/email/code", { method: "POST", body: { email } satisfies EmailChangeBody });
export const changeEmail = (email: string, code: string) =>
  request<MeView>("/me/email", { method: "PUT", body: { email, code } satisfies ChangeEmailBody });
export const startTotp = () => request<TotpStartView>("/me/totp", { method: "POST" });
export const confirmTotp = (code: string) =>
  request<RecoveryCodesView>("/me/totp/confirm", { method: "POST", body: { code } satisfies ConfirmTotpBody });
export const stopTotp = () => request<void>("/me/totp", { method: "DELETE" });
export const renewRecoveryCodes = () => request<RecoveryCodesView>("/me/recovery-codes", { method: "POST" });
export const renamePasskey = (id: string, name: string) =>
  request<PasskeyView>(`/me/passkeys/${id}`, { method: "PATCH", body: { name } satisfies RenamePasskeyBody });
export const removePasskey = (id: string) => request<void>(`/me/passkeys/${id}`, { method: "DELETE" });

export const setPicture = (file: Blob) => request<MeView>("/me/avatar", { method: "PUT", body: file });
export const removePicture = () => request<MeView>("/me/avatar", { method: "DELETE" });

/** Anybody's public profile. */
export const personQuery = (handle: string) =>
  queryOptions({
    queryKey: ["person", handle],
    queryFn: ({ signal }) => request<PersonView>(`/people/${encodeURIComponent(handle)}`, { signal }),
  });

/** How far the own export is; asked again while it is being made. */
export const exportQuery = queryOptions<ExportView>({
  queryKey: ["me", "export"],
  staleTime: 0,
  refetchInterval: (query) => (query.state.data?.state === "preparing" ? 2000 : false),
  queryFn: ({ signal }) => request<ExportView>("/me/export", { signal }),
});
export const requestExport = () => request<ExportView>("/me/export", { method: "POST", once: true });
export const deleteAccount = () => request<DeletionView>("/me/deletion", { method: "POST" });

export const becomeAdmin = (token: string) => request<MeView>("/admin/claim", { method: "POST", body: { token } });
export const listUsers = (q: string, cursor: string | null, signal?: AbortSignal) =>
  request<UserPage>("/admin/users", { query: { q, cursor }, signal });
export const readAudit = (cursor: string | null, signal?: AbortSignal) =>
  request<AuditPage>("/admin/audit", { query: { cursor }, signal });

export type UserAct = "disable" | "enable" | "sign-out";
export const actOnUser = (id: string, act: UserAct, reason: string) =>
  request<UserView>(`/admin/users/${id}/${act}`, { method: "POST", body: { reason } });
