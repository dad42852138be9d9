import { type AccentColours, accentColours } from "../../../model/accent.ts";
import { CONTROLS } from "./controls.ts";
import { DIFF } from "./diff.ts";
import { GROUND } from "./ground.ts";
import { PAPER } from "./paper.ts";
import { RECORDS } from "./records.ts";
import { SCREENS } from "./screens.ts";
import { STORIES } from "./stories.ts";
import { TOKENS } from "./tokens.ts";

/** The pages' one style sheet: both colour schemes, from a phone up, without a web font; in the publication's own colour, if it has one. */
export const styleSheet = (accent: string | undefined): string =>
  [...SHEET, ...(accent === undefined ? [] : [accentRule(accentColours(accent))])].join("");

const SHEET = [TOKENS, GROUND, CONTROLS, STORIES, DIFF, RECORDS, SCREENS, PAPER];

/** Behind the tokens, because a later rule wins. No page has a style of its own: its policy would forbid it. */
const accentRule = ({ light, dark, onLight, onDark }: AccentColours): string => `
:root { --accent: light-dark(${light}, ${dark}); --on-accent: light-dark(${onLight}, ${onDark}); }
`;
