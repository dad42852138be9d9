import { Notice } from "../kit/forms.tsx";

/** What just happened, shown first: something that is shown only once, or why something failed. */
export type FlashMessage =
  | { key: string }
  | { address: string }
  | { link: string; name: string }
  | { problem: string }
  | { done: string }
  | undefined;

export function FlashNotice({ flash }: { flash: NonNullable<FlashMessage> }) {
  if ("problem" in flash) return <Notice isWrong>{flash.problem}</Notice>;
  if ("done" in flash) return <Notice>{flash.done}</Notice>;
  return (
    <Notice>
      <p>{SHOWN_ONCE[kindOf(flash)]}</p>
      <Once flash={flash} />
    </Notice>
  );
}

type Secret = Exclude<NonNullable<FlashMessage>, { problem: string } | { done: string }>;
type Kind = "key" | "address" | "link";

const kindOf = (flash: Secret): Kind => ("key" in flash ? "key" : "address" in flash ? "address" : "link");

const SHOWN_ONCE: Record<Kind, string> = {
  key: "Here’s your key. It won’t be shown again:",
  address: "Here’s your application’s new address. It won’t be shown again, and the old one no longer works:",
  link: "Here’s a sign-in link. It won’t be shown again. Pass it on to the person it’s for, and to nobody else:",
};

function Once({ flash }: { flash: Secret }) {
  const value = "key" in flash ? flash.key : "address" in flash ? flash.address : flash.link;
  return (
    <p class="field">
      <label for="once">{"link" in flash ? `For ${flash.name}` : "Copy it now"}</label>
      <input id="once" class="code" readonly value={value} />
    </p>
  );
}
