import type { CeremonyView, MeView, PasskeyView } from "@/contract/http";
import { RefusedError } from "@/http/refusal";
import { request } from "@/http/request";

/** Why passkeys cannot be used on this page; null where they can. Browsers bind them to a name and refuse bare addresses. */
export function passkeyFault(): "address" | "browser" | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$|^\[/.test(location.hostname)) return "address";
  return typeof PublicKeyCredential === "undefined" || !("parseCreationOptionsFromJSON" in PublicKeyCredential)
    ? "browser"
    : null;
}

interface Answer {
  ceremony: string;
  credential: string;
}

async function create(start: CeremonyView): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(start.options));
  return answer(start, await asked(() => navigator.credentials.create({ publicKey })));
}

async function get(start: CeremonyView): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(start.options));
  return answer(start, await asked(() => navigator.credentials.get({ publicKey })));
}

function answer(start: CeremonyView, credential: Credential | null): Answer {
  if (!(credential instanceof PublicKeyCredential)) throw new RefusedError("passkey.cancelled", "No credential came.");
  return { ceremony: start.ceremony, credential: JSON.stringify(credential.toJSON()) };
}

/** The browser speaks to the device and its owner; what they refuse is no fault of ours. */
async function asked(ask: () => Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await ask();
  } catch (error) {
    const known = error instanceof DOMException && error.name === "InvalidStateError";
    throw new RefusedError(known ? "passkey.known" : "passkey.cancelled", String(error));
  }
}

const start = (path: string, body?: unknown) =>
  request<CeremonyView>(`${path}/start`, { method: "POST", ...(body === undefined ? {} : { body }) });

export async function signInWithPasskey(): Promise<MeView> {
  return request<MeView>("/sessions/passkey", { method: "POST", body: await get(await start("/sessions/passkey")) });
}

export async function proveWithPasskey(): Promise<void> {
  const path = "/sessions/current/proof/passkey";
  await request(path, { method: "POST", body: await get(await start(path)) });
}

export async function addPasskey(): Promise<PasskeyView> {
  return request<PasskeyView>("/me/passkeys", { method: "POST", body: await create(await start("/me/passkeys")) });
}

export async function signUpWithPasskey(person: { email: string; proof: string; handle: string }): Promise<void> {
  const made = await create(await start("/accounts/passkey", person));
  await request("/accounts", { method: "POST", body: { ...person, ...made } });
}
