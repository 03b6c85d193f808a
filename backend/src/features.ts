/** The product, feature by feature: the line that a team adds. */
export const features = [];
