import { type AccentColours, accentColours } from "../../../model/accent.ts";
import { CONTROLS } from "./controls.ts";
import { DIFF } from "./diff.ts";
import { GROUND } from "./ground.ts";
import { PAPER } from "./paper.ts";
import { RECORDS } from "./records.ts";
import { SCREENS } from "./screens.ts";
import { STORIES } from "./stories.ts";
import { TOKENS } from "./tokens.ts";

/**
 * Returns the pages' one style sheet: light and dark, mobile first, without web fonts, and in the publication's own color if it
 * has one.
 */
export const styleSheet = (accent: string | undefined): string =>
  [...SHEET, ...(accent === undefined ? [] : [accentRule(accentColours(accent))])].join("");

const SHEET = [TOKENS, GROUND, CONTROLS, STORIES, DIFF, RECORDS, SCREENS, PAPER];

/** Goes after the tokens, because a later rule wins. No page has inline styles: the content security policy forbids them. */
const accentRule = ({ light, dark, onLight, onDark }: AccentColours): string => `
:root { --accent: light-dark(${light}, ${dark}); --on-accent: light-dark(${onLight}, ${onDark}); }
`;
