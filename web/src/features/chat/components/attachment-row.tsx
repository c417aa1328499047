import { FileText, Image, RotateCw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { codeText } from "@/i18n/refusal-text";
import { sizeText } from "../files";
import type { Attachment } from "../use-attachments";

/** A file on its way to the server. */
export function AttachmentRow({
  attachment,
  onRemove,
  onRetry,
}: {
  attachment: Attachment;
  onRemove: () => void;
  onRetry: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { file, sent, view, failure } = attachment;
  const Icon = file.type.startsWith("image/") ? Image : FileText;
  const action = "grid size-8 flex-none place-items-center rounded-control text-muted hover:bg-sunken hover:text-text";
  return (
    <li className="relative flex items-center gap-2 overflow-hidden rounded-control bg-sunken py-0.5 pr-0.5 pl-2.5 text-xs">
      <Icon size={14} aria-hidden className="text-muted" />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-semibold">{file.name}</span>{" "}
        {failure ? (
          <span role="alert" className="text-danger">
            {codeText(t, failure)}
          </span>
        ) : (
          <span className="num text-muted">
            {sizeText(file.size, i18n.language)}
            {view === null ? ` · ${Math.round(sent * 100)}%` : ""}
          </span>
        )}
      </span>
      {failure === "client.unreachable" ? (
        <button type="button" aria-label={t("common.retry")} title={t("common.retry")} onClick={onRetry} className={action}>
          <RotateCw size={14} aria-hidden />
        </button>
      ) : null}
      <button type="button" aria-label={t("chat.file.remove", { name: file.name })} onClick={onRemove} className={action}>
        <X size={14} aria-hidden />
      </button>
      {view === null && failure === null ? (
        <span
          aria-hidden
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-accent transition-transform"
          style={{ transform: `scaleX(${sent})` }}
        />
      ) : null}
    </li>
  );
}
