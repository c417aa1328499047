import { useEffect } from "react";

let page: string | null = null;
let mark = "";

function show(): void {
  document.title = `${mark}${page ? `${page} · StudyHub` : "StudyHub"}`;
}

/** Names the page in the tab and to assistive technology. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    page = title;
    show();
    return () => {
      page = null;
      show();
    };
  }, [title]);
}

/** How much waits for this person stands before every page's name. */
export function useTitleMark(count: number): void {
  useEffect(() => {
    mark = count === 0 ? "" : `(${count > 99 ? "99+" : count}) `;
    show();
    return () => {
      mark = "";
      show();
    };
  }, [count]);
}
