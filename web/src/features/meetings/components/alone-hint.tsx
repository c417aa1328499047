import { Check, Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";

interface Props {
  roomId: string;
  title: string;
}

const saidMs = 2500;

/** For whoever sits alone: the way to others is the room's link. Phones have a sheet of their own to send it with. */
export function AloneHint({ roomId, title }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const url = `${location.origin}/rooms/${roomId}`;
  const sends = matchMedia("(pointer: coarse)").matches && "share" in navigator;

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), saidMs);
    return () => clearTimeout(timer);
  }, [copied]);

  function give() {
    // Whoever closes the sheet, or a browser that keeps its clipboard, has changed nothing.
    if (sends) void navigator.share({ title, url }).catch(() => {});
    else
      void navigator.clipboard.writeText(url).then(
        () => setCopied(true),
        () => {},
      );
  }

  return (
    <div className="mx-3 my-1 flex flex-wrap items-center justify-center gap-x-3 gap-y-1 text-center text-muted short:hidden">
      <p>{t("meetings.alone.text")}</p>
      <Button onClick={give}>
        {copied ? <Check size={16} aria-hidden /> : <Link2 size={16} aria-hidden />}
        <span role="status">{t(copied ? "meetings.alone.copied" : sends ? "meetings.alone.send" : "meetings.alone.copy")}</span>
      </Button>
    </div>
  );
}
