import { getRouteApi, useRouter } from "@tanstack/react-router";
import { RecoverPage } from "@/features/accounts/components/recover-page";
import { SignInPage } from "@/features/accounts/components/sign-in-page";
import { SignUpPage } from "@/features/accounts/components/sign-up-page";

const route = getRouteApi("/signed-out");

function useNext() {
  const { next, recovered } = route.useSearch();
  const router = useRouter();
  return {
    recovered: recovered ?? false,
    query: next ? `?next=${encodeURIComponent(next)}` : "",
    go: () => router.history.replace(next ?? "/rooms"),
  };
}

export function SignIn() {
  const next = useNext();
  return (
    <SignInPage
      signUpHref={`/sign-up${next.query}`}
      recoverHref={`/recover${next.query}`}
      recovered={next.recovered}
      onSignedIn={next.go}
    />
  );
}

export function SignUp() {
  const next = useNext();
  return <SignUpPage signInHref={`/sign-in${next.query}`} onSignedIn={next.go} />;
}

export function Recover() {
  const next = useNext();
  const router = useRouter();
  return (
    <RecoverPage
      signInHref={`/sign-in${next.query}`}
      onRecovered={() => router.history.replace(`/sign-in${next.query ? `${next.query}&` : "?"}recovered=true`)}
    />
  );
}
