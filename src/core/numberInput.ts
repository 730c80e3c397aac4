/**
 * An amount as people type it in a locale, at least 0: "1,000.5", "1.000,5", "$20". A currency or a unit around it doesn't
 * matter. Undefined for any other text, also for a number that means another one in this locale.
 */
export function parseAmount(text: string, locale: string): number | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const separator = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value ?? '';
  const digits = [...new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210)].toReversed();
  const [number, ...others] = text.match(/[\p{Nd}.,٫٬'’\u00a0\u202f ]*\p{Nd}[\p{Nd}.,٫٬'’\u00a0\u202f ]*/gu) ?? [];
  if (number === undefined || others.length > 0 || /[-−]/.test(text)) return undefined;
  const plain = [...number.trim()]
    .map((letter) => {
      if (digits.includes(letter)) return String(digits.indexOf(letter));
      if (letter === separator('decimal')) return '.';
      // Another mark of the same kind, as other keyboards have it.
      const isGroup = letter === separator('group') || (/\s/.test(letter) && /\s/.test(separator('group')));
      return isGroup ? ',' : letter;
    })
    .join('');
  // "1.5" is no number in German, where the point groups thousands.
  if (!/^(\d+|\d{1,3}(,\d{2,3})*,\d{3})?(\.\d*)?$/.test(plain) || !/\d/.test(plain)) return undefined;
  return Number(plain.replaceAll(',', ''));
}

/** An amount with all its digits, as it is typed in a locale: "1000.5". */
export function typedAmount(amount: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 10 }).format(amount);
}
