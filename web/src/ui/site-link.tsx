import { type AnchorHTMLAttributes, createContext, type Ref, useContext } from "react";

/** How this page goes to another address of the site. Without a provider the browser does it. */
export const NavigationContext = createContext<(href: string) => void>((href) => location.assign(href));

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  ref?: Ref<HTMLAnchorElement> | undefined;
}

/** A link within the site: no reload, yet a new tab, copying and everything else a link can do stay. */
export function SiteLink({ href, onClick, target, ...rest }: Props) {
  const go = useContext(NavigationContext);
  return (
    <a
      href={href}
      target={target}
      onClick={(event) => {
        onClick?.(event);
        if (target === "_blank") return;
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
          return;
        event.preventDefault();
        go(href);
      }}
      {...rest}
    />
  );
}
