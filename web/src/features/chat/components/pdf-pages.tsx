import { ChevronLeft, ChevronRight } from "lucide-react";
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "@/ui/notice";
import { Spinner } from "@/ui/spinner";

GlobalWorkerOptions.workerSrc = worker;

const widestPx = 900;

/** A PDF drawn page by page: frames are not allowed here, and its scripts are never run. */
export default function PdfPages({ address }: { address: string }) {
  const { t } = useTranslation();
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [page, setPage] = useState(1);
  const [broken, setBroken] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const loading = getDocument({ url: address, withCredentials: true, enableXfa: false, stopAtErrors: false });
    loading.promise.then(setDocument, () => setBroken(true));
    return () => void loading.destroy();
  }, [address]);

  useEffect(() => {
    const [element, around] = [canvas.current, frame.current];
    if (document === null || element === null || around === null) return;
    let gone = false;
    let drawing: { cancel: () => void } | null = null;
    setDrawn(false);
    void document
      .getPage(page)
      .then((proxy) => {
        if (gone) return;
        const natural = proxy.getViewport({ scale: 1 });
        const shown = Math.min(widestPx, around.clientWidth - 24);
        const viewport = proxy.getViewport({ scale: (shown / natural.width) * Math.min(2, devicePixelRatio) });
        element.width = viewport.width;
        element.height = viewport.height;
        element.style.width = `${shown}px`;
        const task = proxy.render({ canvas: element, viewport });
        drawing = task;
        return task.promise.then(() => setDrawn(true));
      })
      .catch(() => !gone && setBroken(true));
    return () => {
      gone = true;
      drawing?.cancel();
    };
  }, [document, page]);

  if (broken) {
    return (
      <div className="m-auto p-6">
        <Notice kind="danger">{t("chat.file.broken")}</Notice>
      </div>
    );
  }
  const turn = "grid size-10 place-items-center rounded-control hover:bg-sunken disabled:opacity-40";
  return (
    <div ref={frame} className="flex min-h-full flex-col items-center gap-3 p-3">
      {document === null ? <Spinner /> : null}
      <canvas
        ref={canvas}
        role="img"
        aria-label={t("chat.file.page", { page })}
        data-drawn={drawn}
        className="rounded-control bg-white shadow-lift"
      />
      {document !== null && document.numPages > 1 ? (
        <nav className="num sticky bottom-2 flex items-center gap-1 rounded-full border border-line bg-raised px-2 shadow-float">
          <button
            type="button"
            aria-label={t("chat.file.page_before")}
            disabled={page === 1}
            onClick={() => setPage(page - 1)}
            className={turn}
          >
            <ChevronLeft size={18} aria-hidden />
          </button>
          {page} / {document.numPages}
          <button
            type="button"
            aria-label={t("chat.file.page_after")}
            disabled={page === document.numPages}
            onClick={() => setPage(page + 1)}
            className={turn}
          >
            <ChevronRight size={18} aria-hidden />
          </button>
        </nav>
      ) : null}
    </div>
  );
}
