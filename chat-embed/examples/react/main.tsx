import {StrictMode, useState} from 'react';
import {createRoot} from 'react-dom/client';
import {Chat} from '@chatframe/embed/react';

const server = new URLSearchParams(location.search).get('server') ?? 'http://127.0.0.1:8080/';

function App() {
  const [accent, setAccent] = useState('#2f5bea');
  const [shown, setShown] = useState(true);
  const [told, setTold] = useState('');
  return (
    <>
      <button onClick={() => setAccent('#16a34a')}>Green</button>
      <button onClick={() => setShown(!shown)}>Toggle</button>
      <output>{told}</output>
      {shown && <Chat server={server} mode="inline" accent={accent} style={{height: 600}} onReady={() => setTold('ready')} onError={({code}) => setTold(code)} />}
    </>
  );
}

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
