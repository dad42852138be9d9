/** The steps from applying to republishing, in their order. */
export const APPLICATION_STEPS = {
  publication: "Your publication",
  site: "Verify your site",
  terms: "Accept the terms",
} as const;
export type ApplicationStep = keyof typeof APPLICATION_STEPS;

/** An applicant's progress: the steps done and the next one. Without a step, everything is done. */
export function ApplicationSteps({ at }: { at: ApplicationStep | undefined }) {
  const steps = Object.entries(APPLICATION_STEPS);
  const now = at === undefined ? steps.length : steps.findIndex(([step]) => step === at);
  return (
    <ol class="steps">
      {steps.map(([, name], place) => (
        <li aria-current={place === now ? "step" : undefined}>
          {place + 1}. {name}
          {place < now && (
            <>
              {" "}
              <span class="mark good">done</span>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
