import { getRouteApi, useRouter } from "@tanstack/react-router";
import { SignInPage } from "@/features/accounts/components/sign-in-page";
import { SignUpPage } from "@/features/accounts/components/sign-up-page";

const route = getRouteApi("/signed-out");

function useNext() {
  const { next } = route.useSearch();
  const router = useRouter();
  return {
    query: next ? `?next=${encodeURIComponent(next)}` : "",
    go: () => router.history.replace(next ?? "/rooms"),
  };
}

export function SignIn() {
  const next = useNext();
  return <SignInPage signUpHref={`/sign-up${next.query}`} onSignedIn={next.go} />;
}

export function SignUp() {
  const next = useNext();
  return <SignUpPage signInHref={`/sign-in${next.query}`} onSignedIn={next.go} />;
}
