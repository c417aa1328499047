import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { CloudOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asRefusal, RefusedError } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { StateBlock } from "@/ui/state-block";

/** One part failed; the rest lives, and this part can be tried again. */
export function Failure({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  // A page whose code is gone belongs to a server that was updated meanwhile.
  const outdated = /dynamically imported module|Importing a module script failed/i.test(String(error));
  return (
    <div className="grid min-h-[60dvh] flex-1 place-items-center">
      <StateBlock
        heading="h1"
        icon={CloudOff}
        title={t("common.failure.title")}
        text={
          error instanceof RefusedError
            ? refusalText(t, asRefusal(error))
            : t(outdated ? "common.failure.outdated" : "common.failure.text")
        }
      >
        <Button
          look="primary"
          onClick={() => {
            if (outdated) location.reload();
            else void router.invalidate().then(reset);
          }}
        >
          {t("common.retry")}
        </Button>
      </StateBlock>
    </div>
  );
}
