import { Download, Eye, File, FileText } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FileView } from "@/contract/http";
import { fileAddress } from "../api";
import { placeOf, sizeText } from "../files";
import { useChat } from "./chat-context";

/** What a message carries: pictures in the place they take, sound and films to play, the rest as cards. */
export function MessageFiles({ files }: { files: readonly FileView[] }) {
  const { t } = useTranslation();
  const { session, preview } = useChat();
  if (files.length === 0) return null;
  return (
    <div className="mt-1.5 mb-0.5 flex flex-wrap gap-1.5">
      {files.map((file) => {
        const address = fileAddress(session.roomId, file);
        if (file.look === "image") {
          const { width, height } = placeOf(file.width, file.height);
          return (
            <button
              key={file.id}
              type="button"
              onClick={() => preview(file)}
              aria-label={t("chat.file.open", { name: file.name })}
              className="max-w-full overflow-hidden rounded-card border border-line bg-sunken"
            >
              <img
                src={address}
                alt={file.name}
                width={width}
                height={height}
                loading="lazy"
                decoding="async"
                className="max-w-full object-cover"
              />
            </button>
          );
        }
        if (file.look === "audio") {
          return (
            // biome-ignore lint/a11y/useMediaCaption: whoever sent it gave no captions.
            <audio key={file.id} src={address} controls preload="none" aria-label={file.name} className="h-10 w-full max-w-72" />
          );
        }
        if (file.look === "video") {
          return (
            // biome-ignore lint/a11y/useMediaCaption: whoever sent it gave no captions.
            <video
              key={file.id}
              src={address}
              controls
              preload="metadata"
              aria-label={file.name}
              className="max-h-64 w-full max-w-80 rounded-card bg-black"
            />
          );
        }
        return <FileCard key={file.id} file={file} />;
      })}
    </div>
  );
}

function FileCard({ file }: { file: FileView }) {
  const { t, i18n } = useTranslation();
  const { session, preview } = useChat();
  const shown = file.look === "pdf" || file.look === "text";
  const Icon = shown ? FileText : File;
  const action =
    "grid size-8 flex-none place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text";
  return (
    <div className="flex w-full max-w-80 items-center gap-2.5 rounded-card border border-line bg-raised py-1.5 pr-1.5 pl-2.5">
      <span className="grid size-8 flex-none place-items-center rounded-control bg-accent-soft text-accent">
        <Icon size={16} aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px] font-semibold" title={file.name}>
          {file.name}
        </span>
        <span className="num block text-xs text-muted">{sizeText(file.size, i18n.language)}</span>
      </span>
      {shown ? (
        <button
          type="button"
          onClick={() => preview(file)}
          aria-label={t("chat.file.open", { name: file.name })}
          title={t("chat.file.preview")}
          className={action}
        >
          <Eye size={16} aria-hidden />
        </button>
      ) : null}
      <a
        href={fileAddress(session.roomId, file, true)}
        download={file.name}
        aria-label={t("chat.file.download", { name: file.name })}
        title={t("chat.file.download_short")}
        className={action}
      >
        <Download size={16} aria-hidden />
      </a>
    </div>
  );
}
