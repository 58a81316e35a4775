/** Listens to a workspace, by name of the event. @returns what ends it */
export function listen(workspace, listeners) {
  const heard = Object.entries(listeners).map(([type, listener]) => [type, ({ detail }) => listener(detail)]);
  heard.forEach(([type, listener]) => workspace.addEventListener(type, listener));
  return () => heard.forEach(([type, listener]) => workspace.removeEventListener(type, listener));
}
