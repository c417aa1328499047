import { Check as CheckMark, CircleAlert, CircleMinus, Copy, RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Live } from "@/live/live";
import { Button } from "@/ui/button";
import { cx } from "@/ui/class-names";
import { Spinner } from "@/ui/spinner";
import { examine } from "../examine";
import { type Check, checks, type Finding, type Findings, isWay, mediaGetsThrough, reportOf } from "../state";

const signs = {
  pass: { icon: CheckMark, look: "bg-accent-soft text-accent" },
  fail: { icon: CircleAlert, look: "bg-danger-soft text-danger" },
  skip: { icon: CircleMinus, look: "bg-sunken text-muted" },
};

/** What works between this browser and the server, line by line, and what to do about what does not. `live` is null for those signed out. */
export function DoctorPage({ live }: { live: Live | null }) {
  const { t } = useTranslation();
  const [findings, setFindings] = useState<Findings>({});
  const [round, setRound] = useState(0);
  const [copied, setCopied] = useState(false);
  const done = checks.every((check) => findings[check] !== undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round looks at everything anew.
  useEffect(() => {
    const stop = new AbortController();
    setFindings({});
    setCopied(false);
    void examine(live, (check, finding) => setFindings((before) => ({ ...before, [check]: finding })), stop.signal);
    return () => stop.abort();
  }, [live, round]);

  const textOf = (check: Check, finding: Finding): string => {
    const translate = t as unknown as (key: string) => string;
    const one = isWay(check) && finding.outcome === "fail" && mediaGetsThrough(findings);
    const text = one
      ? t("doctor.other_way")
      : finding.outcome === "skip"
        ? translate(`doctor.skip.${finding.reason}`)
        : translate(`doctor.${check}.${finding.reason}`);
    return finding.measured === null ? text : `${text} (${finding.measured})`;
  };

  async function copy() {
    const lines = checks.flatMap((check) => {
      const finding = findings[check];
      return finding ? [{ name: t(`doctor.${check}.name`), outcome: finding.outcome, text: textOf(check, finding) }] : [];
    });
    const about = [`StudyHub · ${location.origin}`, new Date().toISOString(), navigator.userAgent];
    await navigator.clipboard.writeText(reportOf(lines, about));
    setCopied(true);
  }

  const failed = checks.filter((check) => findings[check]?.outcome === "fail");
  const serious = failed.filter((check) => !isWay(check) || !mediaGetsThrough(findings));
  const next = checks.find((check) => findings[check] === undefined);
  return (
    <main className="mx-auto grid w-full max-w-[640px] content-start gap-6 px-4 pt-4 pb-16 phone:px-8 phone:pt-8">
      <header className="grid gap-1.5">
        <h1 className="text-xl font-bold">{t("doctor.title")}</h1>
        <p role="status" className="text-muted">
          {!done ? t("doctor.looking") : serious.length === 0 ? t("doctor.well") : t("doctor.ill")}
        </p>
      </header>
      <ul className="overflow-hidden rounded-card border border-line bg-raised">
        {checks.map((check) => {
          const finding = findings[check];
          const sign = finding && signs[finding.outcome];
          const Icon = sign?.icon;
          return (
            <li key={check} className="flex min-h-16 items-center gap-4 border-b border-line px-4 py-3 last:border-0">
              <span className={cx("grid size-9 flex-none place-items-center rounded-full", sign?.look ?? "bg-sunken text-muted")}>
                {finding && Icon ? (
                  <Icon size={18} role="img" aria-hidden={false} aria-label={t(`doctor.outcome.${finding.outcome}`)} />
                ) : check === next ? (
                  <Spinner />
                ) : null}
              </span>
              <span className="min-w-0">
                <span className="block font-semibold">{t(`doctor.${check}.name`)}</span>
                <span className="num block text-sm text-muted">
                  {finding ? textOf(check, finding) : t(`doctor.${check}.what`)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={!done} onClick={() => void copy()}>
          <Copy size={18} aria-hidden />
          {t(copied ? "doctor.copied" : "doctor.copy")}
        </Button>
        <Button disabled={!done} onClick={() => setRound(round + 1)}>
          <RotateCw size={18} aria-hidden />
          {t("doctor.again")}
        </Button>
      </div>
    </main>
  );
}
