import { useEffect } from "react";

/** Names the page in the tab and to assistive technology. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    document.title = title ? `${title} · StudyHub` : "StudyHub";
    return () => {
      document.title = "StudyHub";
    };
  }, [title]);
}
