// The frame of every page.
export default function Layout({ children }) {
  return <html lang="it"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;
}
