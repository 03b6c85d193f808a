/** At least one field must be there, so that an empty or misspelt change isn't taken for a success. */
export const someField = (value: object): boolean =>
  Object.values(value).some((field) => field !== undefined);
export const someFieldMessage = 'must change at least one field';
