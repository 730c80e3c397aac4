/** Sent after the last line when the suite has passed. An extension host that ends early exits with 0 and without it. */
export const suitePassed = '\0';
