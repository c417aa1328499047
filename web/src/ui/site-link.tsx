import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
}

/** A link within the site: no reload, yet a new tab, copying and everything else a link can do stay. */
export function SiteLink({ href, onClick, ...rest }: Props) {
  const router = useRouter();
  return (
    <a
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
          return;
        event.preventDefault();
        router.history.push(href);
      }}
      {...rest}
    />
  );
}
