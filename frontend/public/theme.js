// Before the first paint: the theme chosen here, so that no other one flashes. The application takes over once it runs.
try {
  const { theme } = JSON.parse(localStorage.getItem('litspark.preferences')) ?? {};
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden or was tampered with: the system's theme it is.
}
