"""Makes the bundles beside it, v1/<name>, from the formulas of NetworkSpec, StepHead, HorizonHead and HmmSpec in double
precision, with PyTorch 1.13 for the recurrent cells. Run once: python3 make.py. Released versions are never made again."""
import hashlib, json, math, os, struct, zipfile
import numpy as np, torch, torch.nn.functional as F

torch.set_default_dtype(torch.float64)
LEVELS = [.02, .1, .2, .3, .4, .5, .6, .7, .8, .9, .98]
here = os.path.dirname(os.path.abspath(__file__))


def layout(tensors, pad):
    """Bytes of a safetensors file, in the order given; pad = to a multiple of 8, as the product writes it."""
    head, data = {}, b''
    for name, a in tensors:
        raw = a.tobytes()
        head[name] = dict(dtype='F64' if a.dtype == np.float64 else 'F32', shape=list(a.shape),
                          data_offsets=[len(data), len(data) + len(raw)])
        data += raw
    text = json.dumps(head, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8 if pad else 0)
    return struct.pack('<Q', len(text)) + text + data


def feed(v):
    if isinstance(v, dict):
        return b'{' + struct.pack('>I', len(v)) + b''.join(feed(k) + feed(v[k]) for k in sorted(v))
    if isinstance(v, list):
        return b'[' + struct.pack('>I', len(v)) + b''.join(map(feed, v))
    if isinstance(v, str):
        return b's' + struct.pack('>I', len(v.encode())) + v.encode()
    return b'd' + struct.pack('>d', v) if isinstance(v, float) else b'i' + struct.pack('>q', v)


def save(name, architecture, tensors, golden, **more):
    manifest = dict(
        format_version=1, name=name, architecture=architecture, features='seasonal-1', seasons='declared per series',
        horizon=48, levels=LEVELS, lineage=name + '-1', parent='',
        training=dict(data='none: seeded weights', seeds=[7], steps=0, tokens=0, losses=[dict(step=0, train=1.5)],
                      evidence=-.25, figures=[dict(data='none', metric='sMAPE, %', value=10.0)], created_by='make.py'))
    manifest.update(more)
    order = sorted(tensors.items(), key=lambda e: (e[1].dtype != np.float64, e[0]))
    canonical = hashlib.sha256(layout(order, True)).hexdigest()
    card = '<!doctype html>\n<title>%s</title>\n' % name
    files = {'weights.safetensors': layout(list(tensors.items()), False),
             'golden.json': json.dumps(golden).encode(), 'card.html': card.encode()}
    seal = dict(manifest, sha256={n: hashlib.sha256(b).hexdigest() for n, b in files.items()},
                hash=hashlib.sha256(feed(manifest) + feed(canonical)).hexdigest())
    files['manifest.json'] = json.dumps(seal).encode()
    os.makedirs(os.path.join(here, 'v1', name), exist_ok=True)
    for n, b in files.items():
        open(os.path.join(here, 'v1', name, n), 'wb').write(b)
    if name == 'hmm':
        with zipfile.ZipFile(os.path.join(here, 'deflated.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
            for n, b in files.items():
                z.writestr(zipfile.ZipInfo(n), b, zipfile.ZIP_DEFLATED)


def rounded(rng, *shape, scale=.4):
    return torch.tensor((rng.uniform(-scale, scale, shape)).astype(np.float32).astype(np.float64))


def network(kind, h, layers=1, heads=1, window=1, patch=1, events=7, steps=4):
    rng = np.random.default_rng([h, layers, heads, window, len(kind)])
    w = {}

    def new(name, *shape):
        w[name] = rounded(rng, *shape)

    def affine(name, out, inp):
        new(name + '.weight', out, inp), new(name + '.bias', out)

    def apply(name, v):
        return v @ w[name + '.weight'].T + w[name + '.bias']

    def cells(name, gates, inp):
        for part, shape in (('weight_ih', (gates * h, inp)), ('weight_hh', (gates * h, h)), ('bias_ih', (gates * h,)),
                            ('bias_hh', (gates * h,))):
            new(name + '.' + part, *shape)

    x, f = rounded(rng, events, 24, scale=2), rounded(rng, steps, 24, scale=2)
    if kind == 'transformer':
        affine('encoder.input', h, 24 * patch)
        for l in range(layers):
            e = 'encoder.%d.' % l
            for n in ('norm1', 'norm2'):
                new(e + n + '.weight', h), new(e + n + '.bias', h)
            for n in ('query', 'key', 'value', 'out'):
                affine(e + n, h, h)
            affine(e + 'up', 4 * h, h), affine(e + 'down', h, 4 * h)
        new('encoder.norm.weight', h), new('encoder.norm.bias', h)
        past = torch.cat([torch.zeros(patch - 1, 24), x])
        u = apply('encoder.input', torch.stack([past[t:t + patch].flip(0).reshape(-1) for t in range(events)]))
        t = torch.arange(events)
        apart = t[:, None] - t[None, :]
        for l in range(layers):
            e = 'encoder.%d.' % l
            v = F.layer_norm(u, (h,), w[e + 'norm1.weight'], w[e + 'norm1.bias'], 1e-5)
            q, k, val = (apply(e + n, v).reshape(events, heads, -1).transpose(0, 1) for n in ('query', 'key', 'value'))
            slope = torch.tensor([2. ** (-8 * (a + 1) / heads) for a in range(heads)])
            score = q @ k.transpose(1, 2) / math.sqrt(h / heads) - slope[:, None, None] * apart
            score = score.masked_fill((apart < 0) | (apart >= window), -math.inf)
            u = u + apply(e + 'out', (torch.softmax(score, -1) @ val).transpose(0, 1).reshape(events, h))
            v = F.layer_norm(u, (h,), w[e + 'norm2.weight'], w[e + 'norm2.bias'], 1e-5)
            u = u + apply(e + 'down', F.silu(apply(e + 'up', v)))
        y = F.layer_norm(u, (h,), w['encoder.norm.weight'], w['encoder.norm.bias'], 1e-5)
    else:
        gates, cell = {'elman': (1, torch.nn.RNN), 'lstm': (4, torch.nn.LSTM), 'gru': (3, torch.nn.GRU),
                       'seq2seq': (4, torch.nn.LSTM)}[kind]
        rnn = cell(24, h, layers)
        for l in range(layers):
            cells('encoder.%d' % l, gates, 24 if l == 0 else h)
            for part in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'):
                getattr(rnn, '%s_l%d' % (part, l)).data = w['encoder.%d.%s' % (l, part)]
        y = rnn(x[:, None])[0][:, 0].detach()
    decodes = kind == 'seq2seq'
    affine('step.hidden', 64, h + 24), affine('step.out', 22, 64)
    affine('horizon.state', 96, 2 * h if decodes else h), affine('horizon.features', 96, 24)
    affine('horizon.hidden', 48, 96), affine('horizon.out', 24, 48)
    state = y[-1].expand(steps, h)
    if decodes:
        cells('decoder', 3, 24)
        new('attention.query.weight', h, h), new('attention.key.weight', h, h)
        new('attention.bias', h), new('attention.score.weight', 1, h)
        gru = torch.nn.GRU(24, h)
        for part in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'):
            getattr(gru, part + '_l0').data = w['decoder.' + part]
        s = gru(f[:, None], y[None, -1:])[0][:, 0].detach()
        kept = y[-window:]
        score = torch.tanh((s @ w['attention.query.weight'].T)[:, None] + (kept @ w['attention.key.weight'].T)[None]
                           + w['attention.bias']) @ w['attention.score.weight'][0]
        state = torch.cat([s, torch.softmax(score, -1) @ kept], -1)
    # step head
    c = rounded(rng, events, 10, scale=2)
    o = apply('step.out', F.silu(apply('step.hidden', torch.cat([y, x], -1))))
    r = x[:, 3:4]
    centre = (torch.softmax(o[:, :10], -1) * c).sum(-1, keepdim=True)
    laws = torch.cat([centre + o[:, 10:13] * r.exp(),
                      torch.clamp(r + torch.clamp(o[:, 13:16] + torch.tensor([-1.5, -.3, 1.]), -5, 4), min=-6.5),
                      2.05 + 3 * F.softplus(o[:, 16:19] + 1.5), torch.log_softmax(o[:, 19:], -1)], -1)
    # horizon head
    d = rounded(rng, steps, 12, scale=2)
    o = apply('horizon.state', state) + apply('horizon.features', f)
    o = apply('horizon.out', F.silu(apply('horizon.hidden', F.silu(o))))
    sigma = torch.exp(torch.clamp(o[:, 12:13] - 1.2, -6, 3))
    median = (torch.softmax(o[:, :12], -1) * d).sum(-1, keepdim=True) + o[:, 13:14] * sigma
    g = .5 * sigma * F.softplus(o[:, 14:])
    quantiles = torch.cat([median - g[:, :5].flip(-1).cumsum(-1).flip(-1), median, median + g[:, 5:].cumsum(-1)], -1)
    short = lambda v: [[float('%.9g' % e) for e in row] for row in v.tolist()]
    save(kind, dict(kind=kind, hidden=h, layers=layers, heads=heads, window=window, patch=patch),
         {n: v.numpy().astype(np.float32) for n, v in w.items()},
         dict(inputs=short(x), encoder=short(y), candidates=short(c), laws=short(laws), horizon_inputs=short(f),
              horizon_candidates=short(d), quantiles=short(quantiles)))


def hmm():
    rng = np.random.default_rng(3)
    k, d, nu = 3, 2, 5.
    p = dict(initial=rng.dirichlet(np.ones(k)), transition=rng.dirichlet(np.ones(k), k), location=rng.normal(size=(k, d)),
             scale=rng.uniform(.5, 2, (k, d)), offset=np.array([10., -3.]), unit=np.array([4., .5]))
    inputs = p['offset'] + p['unit'] * rng.normal(size=(6, d)) * 1.5
    log = math.lgamma((nu + 1) / 2) - math.lgamma(nu / 2) - .5 * math.log(nu * math.pi)
    z = ((inputs - p['offset']) / p['unit'])[:, None] - p['location']
    dens = np.exp((log - np.log(p['scale']) - (nu + 1) / 2 * np.log1p((z / p['scale']) ** 2 / nu)).sum(-1))
    # by the definition: sums over all paths
    paths, joint = np.array(list(np.ndindex(*[k] * len(z)))), []
    for t in range(1, len(z) + 1):
        all_paths = np.unique(paths[:, :t], axis=0)
        weight = p['initial'][all_paths[:, 0]] * dens[0, all_paths[:, 0]]
        for i in range(1, t):
            weight = weight * p['transition'][all_paths[:, i - 1], all_paths[:, i]] * dens[i, all_paths[:, i]]
        joint.append(math.log(weight.sum()))
    surprisal = [-joint[0]] + [joint[i - 1] - joint[i] for i in range(1, len(z))]
    save('hmm', dict(kind='hmm', emission='student_t', states=k, channels=d, degrees_of_freedom=nu, floor=.01,
                     regimes=[dict(id=0, name='idle'), dict(id=4, name=''), dict(id=2, name='Last é')], next_id=7),
         {'hmm.' + n: v for n, v in p.items()}, dict(inputs=inputs.tolist(), surprisal=surprisal),
         features='none', seasons=[24, 168], horizon=0, levels=[], parent='0123456789abcdef' * 4)


network('elman', 3)
network('lstm', 4, layers=2)
network('gru', 4)
network('seq2seq', 3, window=4)
network('transformer', 4, layers=2, heads=2, window=3, patch=2)
hmm()
