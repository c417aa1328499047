import { type ReactNode, useId } from "react";

/** A card of a settings page. */
export function Section({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="grid gap-5 rounded-card border border-line bg-raised p-5 phone:p-6" aria-labelledby={id}>
      <div className="grid gap-1">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {text ? <p className="text-muted">{text}</p> : null}
      </div>
      {children}
    </section>
  );
}
