import { useId } from "react";
import { Input } from "#app/_components/ui/input.tsx";
import { Select } from "#app/_components/ui/select.tsx";

interface ChoiceProps {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly (readonly [value: string, text: string])[];
}

/** One of a few, in the row of filters. */
export function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <Select
      key={value}
      name={name}
      aria-label={label}
      defaultValue={value ?? ""}
      className="w-auto max-sm:flex-1"
    >
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </Select>
  );
}

/** A day, in the row of filters. */
export function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  const id = useId();
  return (
    <span className="flex shrink-0 items-center gap-2 text-sm whitespace-nowrap text-soft max-sm:basis-full">
      <label htmlFor={id} className="max-sm:w-12">
        {label}
      </label>
      <Input
        id={id}
        key={value}
        type="date"
        name={name}
        defaultValue={value}
        className="w-auto max-sm:flex-1"
      />
    </span>
  );
}
