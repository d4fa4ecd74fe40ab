/** The five numbers of an incident, in the order they are said. */
export const casualtyKinds = ["dead", "missing", "trapped", "serious", "light"] as const;
