/** The mark: two books standing side by side. */
export function Brand({ className = "" }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-3 text-[17px] leading-none font-bold tracking-tight ${className}`}>
      <svg viewBox="0 0 17 25" width="17" height="25" aria-hidden="true">
        <rect x="8" y="5" width="8" height="19" rx="2.5" fill="var(--focus)" />
        <rect x="1" y="1" width="10" height="21" rx="3" fill="var(--accent)" />
      </svg>
      StudyHub
    </span>
  );
}
