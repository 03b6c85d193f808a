/**
 * The stages of a Dockerfile.
 * @returns {{ name: string | undefined, steps: { name: string, text: string, words: string[] }[] }[]} instructions by their names in
 *   capitals, with what follows as text and as words, those of a JSON list where it is one
 */
export function readDockerfile(text) {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages = [];
  for (const line of lines) {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line);
    if (name === 'FROM') stages.push({ name: / AS (\S+)$/.exec(rest)?.[1], steps: [] });
    const list = /\[.*\]$/.exec(rest)?.[0];
    stages.at(-1).steps.push({ name, text: rest, words: list ? JSON.parse(list) : rest.split(/\s+/) });
  }
  return stages;
}
