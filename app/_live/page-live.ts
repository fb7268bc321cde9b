import { LiveLink } from "./live-link.ts";
import { LiveValues } from "./live-values.ts";

let link: LiveLink | undefined;

/** The live values of this page, shared by all its parts; its stream opens with the first that is wanted. */
export const pageLive: LiveValues = new LiveValues(() => {
  link ??= new LiveLink(() => pageLive);
  link.wishesChanged();
});
