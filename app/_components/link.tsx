"use client";

import NextLink, { useLinkStatus } from "next/link";
import { type ComponentProps, type MouseEvent, useState } from "react";
import { WorkBar } from "./work-bar.tsx";

/**
 * A link that has its page made ready when a pointer or the focus comes near. Next's own does so for all that
 * scrolls into view, which keeps a phone busy while its page begins to work, and a shop in its rush.
 */
export default function Link({ children, onClick, ...props }: ComponentProps<typeof NextLink>) {
  const [isNear, setNear] = useState(false);
  const comesNear = () => setNear(true);
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    // Without a connection the browser would put its own page in place of this one; the notice says why not.
    if (!navigator.onLine) event.preventDefault();
    onClick?.(event);
  };
  return (
    <NextLink
      prefetch={isNear ? null : false}
      onPointerEnter={comesNear}
      onFocus={comesNear}
      onClick={go}
      {...props}
    >
      {children}
      <LinkWork />
    </NextLink>
  );
}

function LinkWork() {
  return useLinkStatus().pending ? <WorkBar /> : null;
}
