import { CloudOff } from "lucide-react";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { StateBlock } from "./state-block";

/** One part of a page: should it fail, it says so and can be tried again, while the rest lives. */
export class Part extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <FailedPart onRetry={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

function FailedPart({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="grid min-h-0 flex-1 place-items-center" role="alert">
      <StateBlock icon={CloudOff} title={t("common.failure.title")} text={t("common.failure.text")}>
        <Button onClick={onRetry}>{t("common.retry")}</Button>
      </StateBlock>
    </div>
  );
}
