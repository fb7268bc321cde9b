"use client";

import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link that has its page made ready when a pointer or the focus comes near. Next's own does so for all that
 * scrolls into view, which keeps a phone busy while its page begins to work, and a shop in its rush.
 */
export default function Link(props: ComponentProps<typeof NextLink>) {
  const [isNear, setNear] = useState(false);
  const comesNear = () => setNear(true);
  return (
    <NextLink prefetch={isNear ? null : false} onPointerEnter={comesNear} onFocus={comesNear} {...props} />
  );
}
