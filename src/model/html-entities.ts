/**
 * The named entities of HTML 4, and `apos`, which content systems write. HTML 5 has 2,000 more, which nobody types in a
 * headline. Each is written as its name, an equals sign and its character.
 */
const PAIRS = [
  "amp=& lt=< gt=> apos=' quot=\"",
  "nbsp=\u00A0 iexcl=¡ cent=¢ pound=£ curren=¤ yen=¥ brvbar=¦ sect=§ uml=¨ copy=© ordf=ª laquo=« not=¬",
  "shy=\u00AD reg=® macr=¯ deg=° plusmn=± sup2=² sup3=³ acute=´ micro=µ para=¶ middot=· cedil=¸ sup1=¹ ordm=º",
  "raquo=» frac14=¼ frac12=½ frac34=¾ iquest=¿ Agrave=À Aacute=Á Acirc=Â Atilde=Ã Auml=Ä Aring=Å AElig=Æ",
  "Ccedil=Ç Egrave=È Eacute=É Ecirc=Ê Euml=Ë Igrave=Ì Iacute=Í Icirc=Î Iuml=Ï ETH=Ð Ntilde=Ñ Ograve=Ò Oacute=Ó",
  "Ocirc=Ô Otilde=Õ Ouml=Ö times=× Oslash=Ø Ugrave=Ù Uacute=Ú Ucirc=Û Uuml=Ü Yacute=Ý THORN=Þ szlig=ß agrave=à",
  "aacute=á acirc=â atilde=ã auml=ä aring=å aelig=æ ccedil=ç egrave=è eacute=é ecirc=ê euml=ë igrave=ì iacute=í",
  "icirc=î iuml=ï eth=ð ntilde=ñ ograve=ò oacute=ó ocirc=ô otilde=õ ouml=ö divide=÷ oslash=ø ugrave=ù uacute=ú",
  "ucirc=û uuml=ü yacute=ý thorn=þ yuml=ÿ fnof=ƒ Alpha=Α Beta=Β Gamma=Γ Delta=Δ Epsilon=Ε Zeta=Ζ Eta=Η Theta=Θ",
  "Iota=Ι Kappa=Κ Lambda=Λ Mu=Μ Nu=Ν Xi=Ξ Omicron=Ο Pi=Π Rho=Ρ Sigma=Σ Tau=Τ Upsilon=Υ Phi=Φ Chi=Χ Psi=Ψ",
  "Omega=Ω alpha=α beta=β gamma=γ delta=δ epsilon=ε zeta=ζ eta=η theta=θ iota=ι kappa=κ lambda=λ mu=μ nu=ν xi=ξ",
  "omicron=ο pi=π rho=ρ sigmaf=ς sigma=σ tau=τ upsilon=υ phi=φ chi=χ psi=ψ omega=ω thetasym=ϑ upsih=ϒ piv=ϖ",
  "bull=• hellip=… prime=′ Prime=″ oline=‾ frasl=⁄ weierp=℘ image=ℑ real=ℜ trade=™ alefsym=ℵ larr=← uarr=↑",
  "rarr=→ darr=↓ harr=↔ crarr=↵ lArr=⇐ uArr=⇑ rArr=⇒ dArr=⇓ hArr=⇔ forall=∀ part=∂ exist=∃ empty=∅ nabla=∇",
  "isin=∈ notin=∉ ni=∋ prod=∏ sum=∑ minus=− lowast=∗ radic=√ prop=∝ infin=∞ ang=∠ and=∧ or=∨ cap=∩ cup=∪ int=∫",
  "there4=∴ sim=∼ cong=≅ asymp=≈ ne=≠ equiv=≡ le=≤ ge=≥ sub=⊂ sup=⊃ nsub=⊄ sube=⊆ supe=⊇ oplus=⊕ otimes=⊗",
  "perp=⊥ sdot=⋅ lceil=⌈ rceil=⌉ lfloor=⌊ rfloor=⌋ lang=〈 rang=〉 loz=◊ spades=♠ clubs=♣ hearts=♥ diams=♦",
  "OElig=Œ oelig=œ Scaron=Š scaron=š Yuml=Ÿ circ=ˆ tilde=˜ ensp=\u2002 emsp=\u2003 thinsp=\u2009 zwnj=\u200C",
  "zwj=\u200D lrm=\u200E rlm=\u200F ndash=– mdash=— lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ rdquo=” bdquo=„ dagger=†",
  "Dagger=‡ permil=‰ lsaquo=‹ rsaquo=› euro=€",
]
  .join("|")
  .split(/[ |]/);

const NAMED = new Map(
  PAIRS.map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  }),
);

/**
 * What browsers show for the numbers from 128 on to 159, which old software wrote in its own code page (HTML, "numeric character
 * reference end").
 */
const OLD_WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

const ENTITY = /&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{2,7}));?|([a-zA-Z][a-zA-Z0-9]{1,30});)/g;

/** The character that an entity stands for; undefined if it isn't an entity, as in `R&D;`. */
function characterOf(hex?: string, decimal?: string, name?: string): string | undefined {
  if (name !== undefined) return NAMED.get(name);
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code >= 128 && code <= 159) return OLD_WINDOWS[code - 128];
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "";
}

/** The text with its HTML entities decoded once: `Mayor&#8217;s plan` becomes `Mayor’s plan`. */
export const decodeEntities = (text: string): string =>
  text.replace(
    ENTITY,
    (entity, hex?: string, decimal?: string, name?: string) => characterOf(hex, decimal, name) ?? entity,
  );
