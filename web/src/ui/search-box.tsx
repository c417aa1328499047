import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";

/** Searches a moment after typing stops; what an input method is still composing is not searched for. */
export function SearchBox({ q, label, onSearch }: { q: string; label: string; onSearch: (q: string) => void }) {
  const [text, setText] = useState(q);
  const [composing, setComposing] = useState(false);
  const search = useRef(onSearch);
  search.current = onSearch;

  useEffect(() => setText(q), [q]);
  useEffect(() => {
    const wanted = text.trim();
    if (composing || wanted === q) return;
    const timer = setTimeout(() => search.current(wanted), 250);
    return () => clearTimeout(timer);
  }, [text, q, composing]);

  return (
    <label className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-control border border-line-strong bg-raised px-3.5 text-muted transition-colors focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
      <Search size={18} aria-hidden />
      <span className="sr-only">{label}</span>
      <input
        type="search"
        maxLength={60}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        placeholder={label}
        className="w-full min-w-0 bg-transparent text-base text-text outline-none phone:text-sm"
      />
    </label>
  );
}
