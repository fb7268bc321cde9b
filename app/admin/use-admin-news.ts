"use client";

import { useEffect, useState } from "react";
import { LiveStream } from "#app/_live/live-stream.ts";
import type { LiveNews } from "#lib/live/schema.ts";

/** A part of the dashboard's news: what the page was rendered with, then what the stream says. */
export function useAdminNews<Name extends "locks" | "rush">(
  name: Name,
  wanted: string,
  initial: NonNullable<LiveNews[Name]>,
): NonNullable<LiveNews[Name]> {
  const [news, setNews] = useState(initial);
  useEffect(() => {
    const stream = new LiveStream(`/api/live?${name}=${wanted}`, (told) => {
      const value = told[name];
      if (value) setNews(value);
    });
    return () => stream.close();
  }, [name, wanted]);
  return news;
}
