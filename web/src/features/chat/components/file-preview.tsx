import { Download, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { codeText } from "@/i18n/refusal-text";
import { Notice } from "@/ui/notice";
import { Spinner } from "@/ui/spinner";
import { fileAddress } from "../api";

const PdfPages = lazy(() => import("./pdf-pages"));
const longestText = 200_000;

/** A picture, a text or the pages of a PDF, over everything else. Nothing of a file is ever run. */
export function FilePreview({ roomId, file, onClose }: { roomId: string; file: FileView; onClose: () => void }) {
  const { t } = useTranslation();
  const address = fileAddress(roomId, file);
  const action = "grid size-10 flex-none place-items-center rounded-control text-muted hover:bg-sunken hover:text-text";
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-2 z-50 mx-auto flex max-w-[1100px] animate-rise flex-col overflow-hidden rounded-tile bg-surface text-text shadow-float outline-none phone:inset-6"
        >
          <header className="flex items-center gap-1 border-b border-line py-1.5 pr-1.5 pl-4">
            <Dialog.Title className="min-w-0 flex-1 truncate font-semibold">{file.name}</Dialog.Title>
            <a
              href={fileAddress(roomId, file, true)}
              download={file.name}
              aria-label={t("chat.file.download", { name: file.name })}
              title={t("chat.file.download_short")}
              className={action}
            >
              <Download size={18} aria-hidden />
            </a>
            <Dialog.Close aria-label={t("common.close")} title={t("common.close")} className={action}>
              <X size={18} aria-hidden />
            </Dialog.Close>
          </header>
          <div className="quiet-scroll grid min-h-0 flex-1 overflow-auto bg-sunken">
            {file.look === "image" ? (
              <img src={address} alt={file.name} className="m-auto max-h-full max-w-full object-contain" />
            ) : null}
            {file.look === "text" ? <TextFile address={address} /> : null}
            {file.look === "pdf" ? (
              <Suspense fallback={<Waiting />}>
                <PdfPages address={address} />
              </Suspense>
            ) : null}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export function Waiting() {
  return (
    <div className="m-auto text-muted">
      <Spinner />
    </div>
  );
}

function TextFile({ address }: { address: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const leaving = new AbortController();
    fetch(address, { signal: leaving.signal, headers: { range: `bytes=0-${longestText - 1}` } })
      .then(async (response) => {
        if (response.ok) setText(await response.text());
        else setFailure(((await response.json()) as { code?: string }).code ?? "file.not_found");
      })
      .catch((error: unknown) => !leaving.signal.aborted && setFailure(asRefusal(error).code));
    return () => leaving.abort();
  }, [address]);

  if (failure) {
    return (
      <div className="m-auto p-6">
        <Notice kind="danger">{codeText(t, failure)}</Notice>
      </div>
    );
  }
  return text === null ? (
    <Waiting />
  ) : (
    <pre className="p-4 font-mono text-[13px] leading-relaxed whitespace-pre-wrap phone:p-6">{text}</pre>
  );
}
