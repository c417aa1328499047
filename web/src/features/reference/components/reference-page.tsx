import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { request } from "@/http/request";
import { refusalText } from "@/i18n/refusal-text";
import { Notice } from "@/ui/notice";
import { Spinner } from "@/ui/spinner";
import { type ApiDocument, type Body, type Operation, sectionsOf } from "../state";

/** Every address of the API, as the server itself describes it. */
export function ReferencePage() {
  const { t } = useTranslation();
  const document = useQuery({
    queryKey: ["reference"],
    queryFn: ({ signal }) => request<ApiDocument>("/openapi.json", { signal }),
  });
  return (
    <main className="mx-auto grid w-full max-w-[860px] content-start gap-8 px-4 pt-4 pb-16 phone:px-8 phone:pt-8">
      <header className="grid gap-1.5">
        <h1 className="text-2xl font-semibold">{t("reference.title")}</h1>
        <p className="text-muted">{t("reference.about")}</p>
        <a className="justify-self-start text-accent underline" href="/api/v1/openapi.json">
          {t("reference.document")}
        </a>
      </header>
      {document.isPending && <Spinner />}
      {document.isError && <Notice kind="danger">{refusalText(t, asRefusal(document.error))}</Notice>}
      {document.data &&
        sectionsOf(document.data).map((section) => (
          <section key={section.name} className="grid gap-2">
            <h2 className="text-lg font-semibold" lang="en">
              {section.name}
            </h2>
            {section.operations.map((operation) => (
              <Entry key={`${operation.method} ${operation.path}`} operation={operation} />
            ))}
          </section>
        ))}
    </main>
  );
}

function Entry({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  return (
    <details className="rounded-control border border-line bg-raised">
      <summary className="cursor-pointer px-4 py-2.5 font-mono text-sm max-phone:text-[13px]" lang="en">
        <span className="inline-flex max-w-[calc(100%-1.5rem)] items-baseline align-top">
          <span className="mr-3 min-w-14 flex-none font-semibold text-accent">{operation.method}</span>
          <span className="min-w-0">{operation.path}</span>
        </span>
      </summary>
      <div className="grid gap-4 border-t border-line px-4 py-3 text-sm">
        {operation.description && <p lang="en">{operation.description}</p>}
        {operation.parameters.length > 0 && (
          <Part title={t("reference.parameters")}>
            <ul className="grid gap-1">
              {operation.parameters.map((parameter) => (
                <li key={`${parameter.place} ${parameter.name}`} lang="en">
                  <code className="font-semibold">{parameter.name}</code> <code>{parameter.type}</code>
                  <span className="text-muted">
                    {` · ${parameter.place}`}
                    {parameter.required ? ` · ${t("reference.required")}` : ""}
                    {parameter.description ? ` · ${parameter.description}` : ""}
                  </span>
                </li>
              ))}
            </ul>
          </Part>
        )}
        {operation.body && (
          <Part title={t("reference.body")}>
            <Shape body={operation.body} />
          </Part>
        )}
        <Part title={t("reference.answers")}>
          <ul className="grid gap-2">
            {operation.answers.map((answer) => (
              <li key={answer.status} className="grid gap-1" lang="en">
                <span>
                  <code className="font-semibold">{answer.status}</code> {answer.description}
                </span>
                {answer.body && answer.status < "300" && <Shape body={answer.body} />}
              </li>
            ))}
          </ul>
        </Part>
      </div>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Shape({ body }: { body: Body }) {
  return (
    <div className="grid gap-1" lang="en">
      <span className="text-muted">{body.media}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keyboard too. */}
      <pre tabIndex={0} className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-[13px]">
        {body.shape}
      </pre>
    </div>
  );
}
