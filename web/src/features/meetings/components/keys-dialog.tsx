import { useTranslation } from "react-i18next";
import { Check } from "@/ui/check";
import { Dialog } from "@/ui/dialog";

const keys = [
  { key: "M", name: "microphone" },
  { key: "V", name: "camera" },
  { key: "D", name: "share" },
  { key: "C", name: "chat" },
  { key: "R", name: "hand" },
  { key: "W", name: "layout" },
  { key: "P", name: "people" },
  { key: "?", name: "help" },
] as const;

interface Props {
  open: boolean;
  onClose: () => void;
  /** The room has push-to-talk. */
  talk: boolean;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

/** What the keyboard does in the room, and the switch for all of it. */
export function KeysDialog({ open, onClose, talk, on, onSwitch }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t("meetings.keys.title")}
      closeLabel={t("common.close")}
    >
      <dl className="mt-4 grid gap-2">
        {keys.map(({ key, name }) => (
          <Row key={key} cap={key} name={t(`meetings.keys.${name}`)} dimmed={!on} />
        ))}
        {talk ? <Row cap={t("meetings.keys.space")} name={t("meetings.keys.talk")} dimmed={!on} /> : null}
      </dl>
      <div className="mt-5 border-t border-line pt-4">
        <Check checked={on} onChange={onSwitch} label={t("meetings.keys.switch")} hint={t("meetings.keys.switch_hint")} />
      </div>
    </Dialog>
  );
}

function Row({ cap, name, dimmed }: { cap: string; name: string; dimmed: boolean }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd className={dimmed ? "opacity-50" : ""}>
        <kbd className="inline-grid min-h-7 min-w-7 place-items-center rounded-[6px] border border-line bg-sunken px-2 font-sans text-xs font-semibold">
          {cap}
        </kbd>
      </dd>
    </div>
  );
}
