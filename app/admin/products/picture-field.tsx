"use client";

import { ImageUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { NOT_REACHED, readAnswer } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { MAX_PICTURE_BYTES } from "#lib/catalog/picture-limit.ts";
import { UploadedPicture } from "#lib/catalog/schema.ts";

const TYPES = ["image/png", "image/jpeg", "image/webp"];

async function upload(file: File) {
  try {
    const headers = { "content-type": file.type, "accept-language": document.documentElement.lang };
    const response = await fetch("/api/admin/pictures", { method: "POST", headers, body: file });
    return readAnswer(response.status, await response.json(), UploadedPicture);
  } catch {
    return NOT_REACHED;
  }
}

interface PictureFieldProps {
  picture: string | null;
  onPicture: (imageUrl: string) => void;
  /** The field of its address, below the button. */
  children: ReactNode;
}

/** A picture from a file: it is sent as it is chosen, and becomes the product's when the form is saved. */
export function PictureField({ picture, onPicture, children }: PictureFieldProps) {
  const t = useTranslations("adminProducts");
  const problemText = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (!TYPES.includes(file.type)) return setProblem(t("wrongType"));
    if (file.size > MAX_PICTURE_BYTES) return setProblem(t("tooLarge"));
    setProblem(null);
    setPending(true);
    const answer = await upload(file);
    setPending(false);
    if (answer.ok) onPicture(answer.data.imageUrl);
    else setProblem(answer.problem.code === "VALIDATION" ? t("wrongType") : problemText(answer.problem));
  };
  return (
    <div className="grid items-start gap-5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <ProductPicture imageUrl={picture} alt={t("pictureAlt")} className="max-sm:max-w-64" />
      <div className="grid justify-items-start gap-3">
        <input
          ref={input}
          type="file"
          accept={TYPES.join(",")}
          aria-label={t("choose")}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button variant="secondary" pending={pending} onClick={() => input.current?.click()}>
          <ImageUp aria-hidden />
          {t("choose")}
        </Button>
        <p className="text-sm text-soft">{t("pictureHint")}</p>
        {problem ? (
          <p role="alert" className="text-sm text-bad">
            {problem}
          </p>
        ) : null}
        <div className="w-full">{children}</div>
      </div>
    </div>
  );
}
