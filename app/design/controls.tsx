"use client";

import { Trash2 } from "lucide-react";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Checkbox, Input, Textarea } from "#app/_components/ui/input.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { Part, Section } from "./section.tsx";

const VARIANTS = ["primary", "secondary", "ghost", "danger"] as const;

/** What is pressed, typed into and chosen from. */
export function Controls() {
  return (
    <Section title="Controls">
      {VARIANTS.map((variant) => (
        <Part key={variant} name={`button ${variant}`}>
          <Button variant={variant}>Default</Button>
          <Button variant={variant} size="sm">
            Small
          </Button>
          <Button variant={variant} size="lg">
            Large
          </Button>
          <Button variant={variant} size="icon" aria-label="Remove">
            <Trash2 aria-hidden />
          </Button>
          <Button variant={variant} pending>
            Pending
          </Button>
          <Button variant={variant} disabled>
            Disabled
          </Button>
        </Part>
      ))}
      <Part name="field, input, textarea">
        <Field label="Plain" className="w-60">
          {(control) => <Input {...control} placeholder="Placeholder" />}
        </Field>
        <Field label="With a hint" hint="From 100 to 1,000,000" className="w-60">
          {(control) => <Input {...control} defaultValue="50000" />}
        </Field>
        <Field label="With an error" error="Enter a whole number." className="w-60">
          {(control) => <Input {...control} defaultValue="12.5" />}
        </Field>
        <Field label="Disabled" className="w-60">
          {(control) => <Input {...control} disabled defaultValue="Not now" />}
        </Field>
        <Field label="Long text" className="w-60">
          {(control) => <Textarea {...control} />}
        </Field>
      </Part>
      <Part name="select, checkbox">
        <Field label="Sort" className="w-60">
          {(control) => (
            <Select {...control}>
              <option>Popular</option>
              <option>Newest</option>
            </Select>
          )}
        </Field>
        <Field label="Disabled" className="w-60">
          {(control) => (
            <Select {...control} disabled>
              <option>Popular</option>
            </Select>
          )}
        </Field>
        <Checkbox>Not ticked</Checkbox>
        <Checkbox defaultChecked>Ticked</Checkbox>
        <Checkbox disabled>Disabled</Checkbox>
      </Part>
    </Section>
  );
}
