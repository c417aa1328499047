import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";

interface Pages {
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  isPending: boolean;
  fetchNextPage: () => unknown;
}

/** Loads on as long as the end is in or near the window, whatever its height. */
export function ListEnd({ query, hasItems, end: text }: { query: Pages; hasItems: boolean; end: string }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;

  useEffect(() => {
    const element = end.current;
    if (element === null || !hasNextPage || isFetching || isError) return;
    // A new observer reports at once, so an end still in view after a page loads the next one.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  return (
    <div ref={end} className="min-h-12 py-4 text-center text-xs text-muted">
      {isError && hasItems ? (
        <Button onClick={() => void fetchNextPage()} busy={isFetching}>
          {t("common.retry")}
        </Button>
      ) : null}
      {!isError && !hasNextPage && hasItems && !query.isPending ? text : null}
    </div>
  );
}
