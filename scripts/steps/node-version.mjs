const wanted = [20, 19];

/** Ends the process with one line when this Node is older than the product needs. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  console.error(
    `LitSpark needs Node ${wanted.join('.')} or newer; this is Node ${version}. See https://nodejs.org`,
  );
  process.exit(1);
}
