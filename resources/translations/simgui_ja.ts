<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>AcceptAllSheet</name>
    <message>
        <source>Accept the one group that is beyond doubt?</source>
        <translation>確実な 1 グループを確定しますか？</translation>
    </message>
    <message>
        <source>Accept {n} groups that are beyond doubt?</source>
        <translation>確実な {n} グループを確定しますか？</translation>
    </message>
    <message>
        <source>Accept 1 group</source>
        <translation>1 グループを確定</translation>
    </message>
    <message>
        <source>Accept {n} groups</source>
        <translation>{n} グループを確定</translation>
    </message>
    <message>
        <source>{stay} stay, {leave} are marked to leave, {size}. Nothing moves before you start the plan.</source>
        <translation>{stay}を残し、{leave}（{size}）を外すと判断します。整理案を実行するまで、何も移動しません。</translation>
    </message>
    <message>
        <source>In each of them every file was compared and found to be the same shot, what stays is plainly the best of them, and no labels differ. One undo takes all of it back.</source>
        <translation>どのグループも、すべてのファイルを比較して同じ写真だと確かめてあり、残すものが明らかに最良で、ラベルの食い違いもありません。1 回の操作ですべて元に戻せます。</translation>
    </message>
    <message>
        <source>Groups that would be accepted</source>
        <translation>確定するグループ</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>{name} was taken out of this group.</source>
        <translation>{name} はこのグループから分けてあります。</translation>
    </message>
    <message>
        <source>No undecided group is beyond doubt: each wants to be looked at.</source>
        <translation>未判断のグループに確実なものはありません。1 つずつ確認してください。</translation>
    </message>
</context>
<context>
    <name>ActsModel</name>
    <message>
        <source>What was done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>{what}, {when}, {state}</source>
        <translation>{what}、{when}、{state}</translation>
    </message>
</context>
<context>
    <name>BrokenWindow</name>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Open another library…</source>
        <translation>別のライブラリーを開く…</translation>
    </message>
    <message>
        <source>Show the library&apos;s folder</source>
        <translation>ライブラリーのフォルダーを表示</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>The library is at {library}. Your pictures are untouched.</source>
        <translation>ライブラリーの場所は {library} です。画像には手を付けていません。</translation>
    </message>
</context>
<context>
    <name>BugSheet</name>
    <message>
        <source>Something went wrong in simgui itself. Your files are untouched.</source>
        <translation>simgui 内部で問題が起きました。ファイルには手を付けていません。</translation>
    </message>
    <message>
        <source>Something went wrong in simgui itself. History says what has moved.</source>
        <translation>simgui 内部で問題が起きました。移動の記録は履歴にあります。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>Export list of what stays</source>
        <translation>残すファイルの一覧を書き出す</translation>
    </message>
    <message>
        <source>Export list of what leaves</source>
        <translation>外すファイルの一覧を書き出す</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>Text, one path a line (*.txt)</source>
        <translation>テキスト、1 行に 1 パス (*.txt)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>stays.csv</source>
        <translation>残すファイル.csv</translation>
    </message>
    <message>
        <source>leaves.csv</source>
        <translation>外すファイル.csv</translation>
    </message>
    <message>
        <source>Empty folder for links to what stays</source>
        <translation>残すファイルへのリンクを作る空のフォルダー</translation>
    </message>
    <message>
        <source>Making links</source>
        <translation>リンクを作成中</translation>
    </message>
    <message>
        <source>Writing the list</source>
        <translation>一覧を書き出し中</translation>
    </message>
    <message>
        <source>{n} files listed in {place}</source>
        <translation>{n} 個のファイルを {place} に書き出しました</translation>
    </message>
    <message>
        <source>{n} links made in {place}</source>
        <translation>{n} 個のリンクを {place} に作成しました</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Side by side</source>
        <translation>並べて表示</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>スライダー</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>交互に表示</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>Show regions</source>
        <translation>領域を表示</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>次の領域</translation>
    </message>
    <message>
        <source>Previous region</source>
        <translation>前の領域</translation>
    </message>
    <message>
        <source>Swap sides</source>
        <translation>左右を入れ替え</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>The whole picture, or each pixel as one of the screen</source>
        <translation>画像全体、または画面と等倍で表示</translation>
    </message>
    <message>
        <source>The other picture, while it blinks</source>
        <translation>交互表示でもう一方の画像に切り替え</translation>
    </message>
    <message>
        <source>Move the picture, or the divider</source>
        <translation>画像または区切りを動かす</translation>
    </message>
    <message>
        <source>This is the last of these pictures.</source>
        <translation>この中の最後の画像です。</translation>
    </message>
    <message>
        <source>This is the first of them.</source>
        <translation>この中の最初の画像です。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>比較中…</translation>
    </message>
    <message>
        <source>the dashed line shows what {b} has kept</source>
        <translation>破線は {b} に残っている範囲です</translation>
    </message>
    <message>
        <source>{a} and {b} could not be compared.</source>
        <translation>{a} と {b} を比較できませんでした。</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>次の画像</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>前の画像</translation>
    </message>
    <message>
        <source>Nothing of it can be shown.</source>
        <translation>表示できるものがありません。</translation>
    </message>
    <message>
        <source>Compared in {ms} ms</source>
        <translation>{ms} ms で比較しました</translation>
    </message>
    <message>
        <source>Cannot be compared: a picture is missing</source>
        <translation>画像がないため比較できません</translation>
    </message>
    <message>
        <source>Regions are told only where both show the same shot.</source>
        <translation>領域は、同じ写真どうしの場合にだけ示します。</translation>
    </message>
    <message>
        <source>No changed region was found.</source>
        <translation>変更された領域は見つかりませんでした。</translation>
    </message>
    <message>
        <source>{name} is offline.</source>
        <translation>{name} はオフラインです。</translation>
    </message>
    <message>
        <source>Its thumbnail is shown.</source>
        <translation>サムネイルを表示しています。</translation>
    </message>
    <message>
        <source>query</source>
        <translation>検索画像</translation>
    </message>
    <message>
        <source>aligned to A, {n} points agree</source>
        <translation>A に位置合わせ済み（一致点 {n}）</translation>
    </message>
    <message>
        <source>aligned to A</source>
        <translation>A に位置合わせ済み</translation>
    </message>
    <message>
        <source>not aligned</source>
        <translation>位置合わせなし</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Keep hit</source>
        <translation>この結果を残す</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Up to {n} hits have room beside the query: the one with the ring is shown.</source>
        <translation>検索画像と並べられるのは {n} 件までです。枠で囲まれた 1 件を表示しています。</translation>
    </message>
    <message>
        <source>hit {n} of {count}</source>
        <translation>検索結果 {count} 件中 {n} 件目</translation>
    </message>
    <message>
        <source>This is the last hit.</source>
        <translation>最後の検索結果です。</translation>
    </message>
    <message>
        <source>This is the first hit.</source>
        <translation>最初の検索結果です。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>keeper</source>
        <translation>残す画像</translation>
    </message>
    <message>
        <source>image {n} of {count}</source>
        <translation>画像 {count} 枚中 {n} 枚目</translation>
    </message>
    <message>
        <source>This is the last image.</source>
        <translation>最後の画像です。</translation>
    </message>
    <message>
        <source>This is the first image.</source>
        <translation>最初の画像です。</translation>
    </message>
</context>
<context>
    <name>CullPanel</name>
    <message>
        <source>Search these files</source>
        <translation>これらのファイルを検索</translation>
    </message>
    <message>
        <source>Search the files of this cull</source>
        <translation>この整理のファイルを検索</translation>
    </message>
    <message>
        <source>Files of this cull</source>
        <translation>この整理のファイル</translation>
    </message>
    <message>
        <source>Details: {what}</source>
        <translation>詳細：{what}</translation>
    </message>
    <message>
        <source>Restore {files}</source>
        <translation>{files}を元に戻す</translation>
    </message>
    <message>
        <source>Restore all {files}</source>
        <translation>{files}すべてを元に戻す</translation>
    </message>
</context>
<context>
    <name>CullSheet</name>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Each file is checked once more by content before it moves. The last copy of a picture never leaves.</source>
        <translation>移動の直前に、各ファイルの内容をもう一度確認します。画像の最後の 1 枚を外すことはありません。</translation>
    </message>
    <message>
        <source>leave a group out</source>
        <translation>グループを対象外にする</translation>
    </message>
    <message>
        <source>write as list</source>
        <translation>一覧として保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Stop after this file</source>
        <translation>このファイルで停止</translation>
    </message>
    <message>
        <source>Making the plan anew…</source>
        <translation>整理案を作り直しています…</translation>
    </message>
    <message>
        <source>Nothing has moved yet. Look it through, then start it.</source>
        <translation>まだ何も移動していません。内容を確認してから実行してください。</translation>
    </message>
    <message>
        <source>Each file is checked, moved and written down before the next.</source>
        <translation>1 個ずつ、確認し、移動し、記録してから次へ進みます。</translation>
    </message>
    <message>
        <source>It stands in History, and can be taken back until the trash is emptied.</source>
        <translation>履歴に残っており、ごみ箱を空にするまで元に戻せます。</translation>
    </message>
    <message>
        <source>It stands in History, and can be taken back from there at any time.</source>
        <translation>履歴に残っており、いつでも元に戻せます。</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>何も変わっていません。</translation>
    </message>
    <message>
        <source>{name} ({n})</source>
        <translation>{name}（{n}）</translation>
    </message>
    <message>
        <source>A list names files that left: {names}.</source>
        <translation>外したファイルを含む一覧があります：{names}。</translation>
    </message>
    <message>
        <source>{n} lists name files that left: {names}.</source>
        <translation>外したファイルを含む一覧が {n} 個あります：{names}。</translation>
    </message>
    <message>
        <source>Write new lists…</source>
        <translation>新しい一覧を作成…</translation>
    </message>
    <message>
        <source>Beside the old ones, which stay as they are</source>
        <translation>元の一覧はそのままにして、同じ場所に作成します</translation>
    </message>
    <message>
        <source>Written: {names}, with {n} entries less. The old lists stay as they are.</source>
        <translation>作成しました：{names}（{n} 行を除外）。元の一覧はそのままです。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Culls</name>
    <message>
        <source>Start the cull</source>
        <translation>整理を実行</translation>
    </message>
    <message>
        <source>Write as list…</source>
        <translation>一覧として保存…</translation>
    </message>
    <message>
        <source>Leave a group out, take it in again</source>
        <translation>グループを対象外にする、戻す</translation>
    </message>
    <message>
        <source>Go to another group</source>
        <translation>別のグループへ移動</translation>
    </message>
    <message>
        <source>Not now; while it runs: stop after this file</source>
        <translation>今はしない（実行中は、このファイルで停止）</translation>
    </message>
    <message>
        <source>No group is decided yet, so there is nothing to plan.</source>
        <translation>判断済みのグループがまだないため、整理案はありません。</translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation>整理案を作成中</translation>
    </message>
    <message>
        <source>Files are moving still. Wait for that, or stop it first.</source>
        <translation>ファイルの移動中です。終わるまで待つか、先に停止してください。</translation>
    </message>
    <message>
        <source>{file} could not be written: {detail}. Nothing was changed there.</source>
        <translation>{file} に書き込めませんでした（{detail}）。何も変更していません。</translation>
    </message>
    <message>
        <source>{files} listed in {name}. Nothing has moved.</source>
        <translation>{files}を {name} に書き出しました。何も移動していません。</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Group {n}: all {files} stay.</source>
        <translation>グループ {n}：{files}をすべて残すと判断しました。</translation>
    </message>
    <message>
        <source>{name} stays</source>
        <translation>{name} を残す</translation>
    </message>
    <message>
        <source>{files} stay</source>
        <translation>{files}を残す</translation>
    </message>
    <message>
        <source>Group {n}: {stay}, {leave}.</source>
        <translation>グループ {n}：{leave}、{stay}と判断しました。</translation>
    </message>
    <message>
        <source>1 file leaves</source>
        <translation>1 個を外し</translation>
    </message>
    <message>
        <source>{n} files leave</source>
        <translation>{n} 個を外し</translation>
    </message>
    <message>
        <source>{name} and {other} stay.</source>
        <translation>{name} と {other} を残すと判断しました。</translation>
    </message>
    <message>
        <source>{files} stay.</source>
        <translation>{files}を残すと判断しました。</translation>
    </message>
    <message>
        <source>{name} is offline, so it stays.</source>
        <translation>{name} はオフラインのため、残します。</translation>
    </message>
    <message>
        <source>{name} stays: its folder is protected.</source>
        <translation>{name} は保護されたフォルダーにあるため、残します。</translation>
    </message>
    <message>
        <source>{name} leaves.</source>
        <translation>{name} を外すと判断しました。</translation>
    </message>
    <message>
        <source>{name} stays.</source>
        <translation>{name} を残すと判断しました。</translation>
    </message>
    <message>
        <source>{files} leave.</source>
        <translation>{files}を外すと判断しました。</translation>
    </message>
    <message>
        <source>{n} groups accepted: {leave}.</source>
        <translation>{n} グループを確定し、{leave}ます。</translation>
    </message>
    <message>
        <source>1 group accepted: {leave}.</source>
        <translation>1 グループを確定し、{leave}ます。</translation>
    </message>
    <message>
        <source>These files hold the same picture: they cannot be told apart.</source>
        <translation>これらのファイルは同じ画像のため、別々には判断できません。</translation>
    </message>
    <message>
        <source>{images} taken out of group {n}: not duplicates of the others.</source>
        <translation>{images}をグループ {n} から分けました。ほかとは重複ではありません。</translation>
    </message>
    <message>
        <source>{images} taken out of group {n}: related, both stay.</source>
        <translation>{images}をグループ {n} から分けました。関連画像として、どちらも残します。</translation>
    </message>
    <message>
        <source>Group {n}: not duplicates. They will not be shown together again.</source>
        <translation>グループ {n}：重複ではないと判断しました。今後は一緒に表示しません。</translation>
    </message>
    <message>
        <source>Group {n}: related. They belong together, and none of them leaves.</source>
        <translation>グループ {n}：関連画像と判断しました。ひとまとまりとして、どれも外しません。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Changed regions</source>
        <translation>変更された領域</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>画像の情報</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Decisions of this act</source>
        <translation>この操作の判断</translation>
    </message>
    <message>
        <source>Details: {what}</source>
        <translation>詳細：{what}</translation>
    </message>
</context>
<context>
    <name>DeviceSheet</name>
    <message>
        <source>Where pictures are described</source>
        <translation>特徴量を計算するデバイス</translation>
    </message>
    <message>
        <source>Use this device</source>
        <translation>このデバイスを使う</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>調べています…</translation>
    </message>
    <message>
        <source>The embedder is loaded anew at once; indexing that runs keeps its device until it ends. Descriptors stay as they are. The choice is remembered.</source>
        <translation>特徴抽出器をすぐに読み込み直します。実行中の取り込みは、終わるまで今のデバイスを使います。特徴量はそのまま残ります。選択は記憶されます。</translation>
    </message>
    <message>
        <source>In use now: {device}</source>
        <translation>現在使用中：{device}</translation>
    </message>
    <message>
        <source>The fastest that is there: a graphics card, else the CPU</source>
        <translation>自動：最も速いもの（グラフィックスカード、なければ CPU）</translation>
    </message>
    <message>
        <source>What is there could not be told: {detail}</source>
        <translation>使えるデバイスを調べられませんでした：{detail}</translation>
    </message>
    <message>
        <source>{n} threads</source>
        <translation>{n} スレッド</translation>
    </message>
    <message>
        <source>{n} devices found</source>
        <translation>{n} 個のデバイスが見つかりました</translation>
    </message>
</context>
<context>
    <name>DistanceField</name>
    <message>
        <source>Show up to distance</source>
        <translation>表示する距離の上限</translation>
    </message>
</context>
<context>
    <name>DistancePanel</name>
    <message>
        <source>Show up to distance</source>
        <translation>表示する距離の上限</translation>
    </message>
    <message>
        <source>Nearer by 0.01</source>
        <translation>距離を 0.01 下げる</translation>
    </message>
    <message>
        <source>Farther by 0.01</source>
        <translation>距離を 0.01 上げる</translation>
    </message>
    <message>
        <source>Nearer by 0.05</source>
        <translation>距離を 0.05 下げる</translation>
    </message>
    <message>
        <source>Farther by 0.05</source>
        <translation>距離を 0.05 上げる</translation>
    </message>
</context>
<context>
    <name>Dragging</name>
    <message>
        <source>At most {n} pictures can be dragged at once. Their paths can be copied.</source>
        <translation>一度にドラッグできる画像は {n} 枚までです。パスはコピーできます。</translation>
    </message>
    <message>
        <source>1 picture is not there now and was left out.</source>
        <translation>見つからない画像 1 枚を除きました。</translation>
    </message>
    <message>
        <source>{n} pictures are not there now and were left out.</source>
        <translation>見つからない画像 {n} 枚を除きました。</translation>
    </message>
    <message>
        <source>{name} is not there now, so it cannot be dragged. Connect its drive, or index again.</source>
        <translation>{name} が見つからないため、ドラッグできません。ドライブを接続するか、再度取り込んでください。</translation>
    </message>
    <message>
        <source>None of these pictures is there now. Connect their drive, or index again.</source>
        <translation>これらの画像は 1 枚も見つかりません。ドライブを接続するか、再度取り込んでください。</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Pictures are searched, folders are asked about.</source>
        <translation>画像は検索し、フォルダーは追加するか確認します。</translation>
    </message>
    <message>
        <source>Drop to find its near-duplicates</source>
        <translation>ドロップすると、よく似た画像を探します</translation>
    </message>
    <message>
        <source>Drop to look up {n} pictures</source>
        <translation>ドロップすると、{n} 枚の画像を調べます</translation>
    </message>
    <message>
        <source>Which of them are in the library already: a row for each</source>
        <translation>ライブラリーにあるかどうかを 1 枚ずつ一覧にします</translation>
    </message>
    <message>
        <source>Drop to add this folder to the library</source>
        <translation>ドロップすると、ライブラリーに追加します</translation>
    </message>
    <message>
        <source>Drop to add {n} folders to the library</source>
        <translation>ドロップすると、{n} 個のフォルダーを追加します</translation>
    </message>
    <message>
        <source>{names} · its pictures stay where they are</source>
        <translation>{names} · 画像は元の場所のままです</translation>
    </message>
    <message>
        <source>A picture from another program</source>
        <translation>別のプログラムの画像</translation>
    </message>
    <message>
        <source>Copy the image itself, then press Ctrl+V.</source>
        <translation>画像をコピーして Ctrl+V を押してください。</translation>
    </message>
    <message>
        <source>The browser hands over only a link</source>
        <translation>ブラウザーから渡されるのはリンクだけです</translation>
    </message>
    <message>
        <source>Pictures and folders can be dropped here.</source>
        <translation>画像とフォルダーをドロップできます。</translation>
    </message>
    <message>
        <source>Nothing in this can be used</source>
        <translation>使えるものがありません</translation>
    </message>
    <message>
        <source>Drop to search 1 picture and add {folders}</source>
        <translation>ドロップすると、画像を検索し、{folders}を追加します</translation>
    </message>
    <message>
        <source>Drop to look up {n} pictures and add {folders}</source>
        <translation>ドロップすると、{n} 枚の画像を調べ、{folders}を追加します</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>{n} folders</source>
        <translation> {n} 個のフォルダー</translation>
    </message>
    <message>
        <source>searched in {images}</source>
        <translation>{images}から検索</translation>
    </message>
    <message>
        <source>A folder is added to the library</source>
        <translation>フォルダーはライブラリーに追加</translation>
    </message>
    <message>
        <source>Several pictures get a row each</source>
        <translation>複数の画像は 1 枚ずつ一覧に</translation>
    </message>
    <message>
        <source>Never mind</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>EmbedderPanel</name>
    <message>
        <source>Embedder</source>
        <translation>特徴抽出器</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>値の数</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>特徴量</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>サムネイル</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>画像形式</translation>
    </message>
    <message>
        <source>How pictures are described</source>
        <translation>特徴量の計算</translation>
    </message>
    <message>
        <source>Change device…</source>
        <translation>デバイスの変更…</translation>
    </message>
    <message>
        <source>Change embedder…</source>
        <translation>特徴抽出器の変更…</translation>
    </message>
    <message>
        <source>{size} of at most {limit}</source>
        <translation>{size}（上限 {limit}）</translation>
    </message>
    <message>
        <source>{name} on {device} · {values}</source>
        <translation>{name}（{device}）· {values}</translation>
    </message>
    <message>
        <source>{name} · {values}</source>
        <translation>{name} · {values}</translation>
    </message>
    <message>
        <source>known when it is loaded</source>
        <translation>読み込み後に表示</translation>
    </message>
    <message>
        <source>{n} for each image, {weights}</source>
        <translation>画像ごとに {n}、{weights}</translation>
    </message>
    <message>
        <source>weights {file}</source>
        <translation>重み {file}</translation>
    </message>
    <message>
        <source>ImageNet weights</source>
        <translation>ImageNet の重み</translation>
    </message>
    <message>
        <source>timm&apos;s weights</source>
        <translation>timm の重み</translation>
    </message>
    <message>
        <source>CPU, {n} threads, float32</source>
        <translation>CPU、{n} スレッド、float32</translation>
    </message>
    <message>
        <source>{device}, {precision}</source>
        <translation>{device}、{precision}</translation>
    </message>
    <message>
        <source>measured while indexing</source>
        <translation>取り込み中に計測</translation>
    </message>
    <message>
        <source>{images}, {ms} ms</source>
        <translation>{images}、{ms} ms</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} ほか {n} 種類</translation>
    </message>
</context>
<context>
    <name>EmbedderSheet</name>
    <message>
        <source>Change the embedder</source>
        <translation>特徴抽出器の変更</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Network, by timm&apos;s name</source>
        <translation>ネットワーク（timm での名前）</translation>
    </message>
    <message>
        <source>Weights of my own, .safetensors or .pth</source>
        <translation>手元の重み（.safetensors または .pth）</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>Network (timm&apos;s name)</source>
        <translation>ネットワーク（timm での名前）</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>timm could not be loaded: {detail}</source>
        <translation>timm を読み込めませんでした：{detail}</translation>
    </message>
    <message>
        <source>Weights of the network</source>
        <translation>ネットワークの重み</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.bin)</source>
        <translation>重み (*.safetensors *.pth *.pt *.bin)</translation>
    </message>
    <message>
        <source>no file chosen yet</source>
        <translation>ファイルが選択されていません</translation>
    </message>
    <message>
        <source>The weights that come with simgui (ImageNet)</source>
        <translation>simgui 付属の重み（ImageNet）</translation>
    </message>
    <message>
        <source>timm&apos;s own, downloaded once</source>
        <translation>timm の重み（一度だけダウンロード）</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>数えています…</translation>
    </message>
    <message>
        <source>Choose the file that holds the weights.</source>
        <translation>重みのファイルを選択してください。</translation>
    </message>
    <message>
        <source>This is the library&apos;s embedder already.</source>
        <translation>すでにこのライブラリーで使われている特徴抽出器です。</translation>
    </message>
    <message>
        <source>Nothing is indexed yet: it describes the first folder that you add.</source>
        <translation>まだ何も取り込んでいません。最初に追加するフォルダーから、この特徴抽出器を使います。</translation>
    </message>
    <message>
        <source>All {images} are described by it already: changing to it is free.</source>
        <translation>{images}すべてに、この特徴抽出器の特徴量がすでにあります。切り替えに計算は不要です。</translation>
    </message>
    <message>
        <source>Describe {images} anew</source>
        <translation>{images}を計算し直す</translation>
    </message>
    <message>
        <source>The old descriptors are kept ({size} of {name}): going back is free. Decisions stay. Search finds only what is described anew already, until indexing has ended.</source>
        <translation>元の特徴量（{name}、{size}）は残るので、計算なしで元に戻せます。判断の記録は残ります。取り込みが終わるまでは、計算済みの画像だけが検索されます。</translation>
    </message>
    <message>
        <source>{images} are described anew. How long that takes is not known before it runs.</source>
        <translation>{images}の特徴量を計算し直します。かかる時間は、始めるまでわかりません。</translation>
    </message>
    <message>
        <source>{images} are described anew, about {time} at the present embedder&apos;s rate ({n} images/s).</source>
        <translation>{images}の特徴量を計算し直します。今の特徴抽出器の速度（{n} 枚/秒）で約 {time}かかります。</translation>
    </message>
    <message>
        <source>Getting {name} ready…</source>
        <translation>{name} を準備しています…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更していません。</translation>
    </message>
</context>
<context>
    <name>EmptySheet</name>
    <message>
        <source>Empty the quarantine?</source>
        <translation>隔離先を空にしますか？</translation>
    </message>
    <message>
        <source>Delete {files} for good</source>
        <translation>{files}を完全に削除</translation>
    </message>
    <message>
        <source>{files} are deleted for good, {bytes}. simgui cannot bring them back.</source>
        <translation>{files}（{bytes}）を完全に削除します。simgui では元に戻せません。</translation>
    </message>
    <message>
        <source>Stays: all files that are in their folders, and what stands in History.</source>
        <translation>フォルダー内のファイルと履歴はそのまま残ります。</translation>
    </message>
    <message>
        <source>Type {n} to confirm</source>
        <translation>確認のため {n} と入力してください</translation>
    </message>
</context>
<context>
    <name>Ended</name>
    <message>
        <source>Nothing stayed that was to leave.</source>
        <translation>外す予定のものはすべて外しました。</translation>
    </message>
    <message>
        <source>What stayed is gone from its place by now.</source>
        <translation>残ったものは、もう元の場所にありません。</translation>
    </message>
    <message>
        <source>file replaced</source>
        <translation>個を置き換え</translation>
    </message>
    <message>
        <source>files replaced</source>
        <translation>個を置き換え</translation>
    </message>
    <message>
        <source>file moved</source>
        <translation>個を移動</translation>
    </message>
    <message>
        <source>files moved</source>
        <translation>個を移動</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>個は失敗</translation>
    </message>
    <message>
        <source>stayed</source>
        <translation>個は残留</translation>
    </message>
    <message>
        <source>stayed, {n} of them failed</source>
        <translation>個は残留（失敗 {n}）</translation>
    </message>
    <message>
        <source>Drop 1 that is gone</source>
        <translation>なくなった 1 件を除く</translation>
    </message>
    <message>
        <source>Drop {n} that are gone</source>
        <translation>なくなった {n} 件を除く</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export as CSV</source>
        <translation>CSV に書き出す</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>pictures.csv</source>
        <translation>画像一覧.csv</translation>
    </message>
    <message>
        <source>{file} could not be written: {detail}. Nothing was changed there.</source>
        <translation>{file} に書き込めませんでした：{detail}。元のファイルは変わっていません。</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>別の場所を選択…</translation>
    </message>
    <message>
        <source>1 row written to {file}</source>
        <translation>1 行を {file} に書き出しました</translation>
    </message>
    <message>
        <source>{n} rows written to {file}</source>
        <translation>{n} 行を {file} に書き出しました</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>What is known about the pictures</source>
        <translation>画像の情報</translation>
    </message>
    <message>
        <source>✓ better value</source>
        <translation>✓ よい方の値</translation>
    </message>
    <message>
        <source>{value}, the better one</source>
        <translation>{value}（よい方）</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>The picture of {name} is copied, {pixels}.</source>
        <translation>{name} の画像をコピーしました（{pixels}）。</translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>keeper</source>
        <translation>残す画像</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>保護中</translation>
    </message>
    <message>
        <source>Image {n} of {count}</source>
        <translation>画像 {count} 枚中 {n} 枚目</translation>
    </message>
    <message>
        <source>distance {distance}</source>
        <translation>距離 {distance}</translation>
    </message>
    <message>
        <source>decided: {word}</source>
        <translation>判断：{word}</translation>
    </message>
    <message>
        <source>proposed: {word}</source>
        <translation>提案：{word}</translation>
    </message>
</context>
<context>
    <name>Film</name>
    <message>
        <source>Images of the group</source>
        <translation>グループの画像</translation>
    </message>
    <message>
        <source>Select, or no longer</source>
        <translation>選択、選択の解除</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>{card}, selected</source>
        <translation>{card}、選択中</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Verified only</source>
        <translation>照合済みのみ</translation>
    </message>
    <message>
        <source>Exact only</source>
        <translation>同一のみ</translation>
    </message>
    <message>
        <source>Across folders</source>
        <translation>フォルダー間</translation>
    </message>
    <message>
        <source>Within a folder</source>
        <translation>同じフォルダー内</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>連写</translation>
    </message>
    <message>
        <source>All groups, bursts too</source>
        <translation>連写も含むすべてのグループ</translation>
    </message>
    <message>
        <source>Only what was compared and found to be one shot</source>
        <translation>比較して同じ写真だと確かめたものだけ</translation>
    </message>
    <message>
        <source>Only files that hold the same picture</source>
        <translation>同じ画像のファイルだけ</translation>
    </message>
    <message>
        <source>Only duplicates that lie in different folders of the library</source>
        <translation>別々の登録フォルダーにある重複だけ</translation>
    </message>
    <message>
        <source>Only duplicates in one and the same folder of the library</source>
        <translation>同じ登録フォルダーの中にある重複だけ</translation>
    </message>
    <message>
        <source>Other shots of a scene; nothing of them is proposed to leave</source>
        <translation>同じ場面の別の写真。外す提案はしません</translation>
    </message>
    <message>
        <source>Text or pattern in paths</source>
        <translation>パス内の文字列かパターン</translation>
    </message>
    <message>
        <source>“holiday”, or a pattern as “*/2019/*.jpg”</source>
        <translation>「旅行」、または「*/2019/*.jpg」のようなパターン</translation>
    </message>
    <message>
        <source>{filter}, “{text}”</source>
        <translation>{filter}、「{text}」</translation>
    </message>
    <message>
        <source>Groups shown: {filter}</source>
        <translation>表示するグループ：{filter}</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Finding duplicates</source>
        <translation>重複を探しています</translation>
    </message>
    <message>
        <source>Finding duplicates: {done} of {total}</source>
        <translation>重複を探しています：{done} / {total}</translation>
    </message>
    <message>
        <source>Finding duplicates: comparing {done} of {total} pairs</source>
        <translation>重複を探しています：{total} 組中 {done} 組を比較</translation>
    </message>
    <message>
        <source>{n} pairs/s</source>
        <translation>{n} 組/秒</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Try the sample pictures</source>
        <translation>サンプル画像で試す</translation>
    </message>
    <message>
        <source>Some sixty pictures are made in the library&apos;s folder, indexed, and one is searched</source>
        <translation>ライブラリーのフォルダーに約 60 枚の画像を作って取り込み、1 枚を検索します</translation>
    </message>
    <message>
        <source>Drop a folder of pictures here</source>
        <translation>画像フォルダーをここにドロップしてください</translation>
    </message>
    <message>
        <source>simgui learns what they look like, then finds near-duplicates of any picture that you drop.</source>
        <translation>画像の特徴を覚え、ドロップした画像によく似たものを探します。</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Each picture is read once: about half an hour for 100,000 on two cores.</source>
        <translation>各画像を一度だけ読み込みます。10 万枚で約 30 分（2 コア）。</translation>
    </message>
    <message>
        <source>Drop a picture</source>
        <translation>画像をドロップ</translation>
    </message>
    <message>
        <source>Its near-duplicates stand beside it, nearest first, with their distance.</source>
        <translation>よく似た画像が、近い順に距離とともに並びます。</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Mark them by keyboard. Everything can be undone.</source>
        <translation>キーで判断を付けます。すべて元に戻せます。</translation>
    </message>
    <message>
        <source>Your pictures stay where they are. Nothing leaves this computer.</source>
        <translation>画像は元の場所のままです。外部へは何も送信しません。</translation>
    </message>
</context>
<context>
    <name>Grip</name>
    <message>
        <source>Width of the query panel</source>
        <translation>検索画像パネルの幅</translation>
    </message>
    <message>
        <source>Drag, or press Left and Right, to make the query panel wider or narrower</source>
        <translation>ドラッグ、または ← → キーで検索画像パネルの幅を変えられます</translation>
    </message>
</context>
<context>
    <name>GroupsModel</name>
    <message>
        <source>identical</source>
        <translation>同一</translation>
    </message>
    <message>
        <source>not duplicates</source>
        <translation>重複ではない</translation>
    </message>
    <message>
        <source>related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>one stays</source>
        <translation>1 個を残します</translation>
    </message>
    <message>
        <source>kept {n}</source>
        <translation>残す {n}</translation>
    </message>
    <message>
        <source>labels differ</source>
        <translation>ラベルの食い違い</translation>
    </message>
    <message>
        <source>burst</source>
        <translation>連写</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未照合</translation>
    </message>
    <message>
        <source>Group {n} of {count}</source>
        <translation>グループ {n} / {count}</translation>
    </message>
    <message>
        <source>distance {distance}</source>
        <translation>距離 {distance}</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未判断</translation>
    </message>
</context>
<context>
    <name>GroupsPanel</name>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>New groups: show</source>
        <translation>新しいグループを表示</translation>
    </message>
    <message>
        <source>Largest doubt</source>
        <translation>判断の難しい順</translation>
    </message>
    <message>
        <source>Most files</source>
        <translation>ファイルの多い順</translation>
    </message>
    <message>
        <source>Most bytes</source>
        <translation>容量の大きい順</translation>
    </message>
    <message>
        <source>Order of the groups: {order}</source>
        <translation>グループの並び順：{order}</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Name or kind, {key}</source>
        <translation>名前または種類 {key}</translation>
    </message>
    <message>
        <source>Name or kind</source>
        <translation>名前または種類</translation>
    </message>
    <message>
        <source>Filter by name or kind</source>
        <translation>名前または種類で絞り込み</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Show one kind only</source>
        <translation>1 つの種類だけを表示</translation>
    </message>
    <message>
        <source>1 hit</source>
        <translation>1 件</translation>
    </message>
    <message>
        <source>{n} hits</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>{n} of {count} hits</source>
        <translation>{count} 件中 {n} 件</translation>
    </message>
    <message>
        <source>More that can be done with the groups</source>
        <translation>グループに対するその他の操作</translation>
    </message>
    <message>
        <source>What stays, lists and links</source>
        <translation>残すファイルの選び方、一覧、リンク</translation>
    </message>
    <message>
        <source>Group {n} of {count}</source>
        <translation>グループ {n} / {count}</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>グループなし</translation>
    </message>
    <message>
        <source>{n} of {count} groups are decided</source>
        <translation>{count} グループ中 {n} グループを判断済み</translation>
    </message>
    <message>
        <source>about {time} left at your pace</source>
        <translation>今のペースで残り約 {time}</translation>
    </message>
    <message>
        <source>1 left</source>
        <translation>残り 1 グループ</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>残り {n} グループ</translation>
    </message>
    <message>
        <source>Plan: 1 file…</source>
        <translation>整理案：1 個…</translation>
    </message>
    <message>
        <source>Plan: {n} files…</source>
        <translation>整理案：{n} 個…</translation>
    </message>
</context>
<context>
    <name>HeldPanel</name>
    <message>
        <source>What holds now</source>
        <translation>現在の判断</translation>
    </message>
    <message>
        <source>{n} {what}</source>
        <translation>{what} {n} 件</translation>
    </message>
    <message>
        <source>What holds now: {what}</source>
        <translation>現在の判断：{what}</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>not a duplicate</source>
        <translation>重複ではない</translation>
    </message>
    <message>
        <source>related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>not duplicates</source>
        <translation>重複ではない</translation>
    </message>
</context>
<context>
    <name>HideButton</name>
    <message>
        <source>Show {n} decided</source>
        <translation>判断済み {n} 件を表示</translation>
    </message>
    <message>
        <source>Hide {n} decided</source>
        <translation>判断済み {n} 件を隠す</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Take back, put again</source>
        <translation>元に戻す、やり直す</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Go to another act</source>
        <translation>別の操作へ移動</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Back to the list, clear the filter</source>
        <translation>一覧に戻る、絞り込みを解除</translation>
    </message>
    <message>
        <source>History, newest first</source>
        <translation>履歴（新しい順）</translation>
    </message>
    <message>
        <source>{n} of {acts}</source>
        <translation>{acts}中 {n} 件</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>No act fits the filter.</source>
        <translation>条件に合う操作はありません。</translation>
    </message>
    <message>
        <source>Nothing done yet. Decisions and culls will stand here, and can be taken back.</source>
        <translation>まだ操作がありません。判断と整理がここに並び、元に戻せます。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Put again: {what}.</source>
        <translation>やり直しました：{what}。</translation>
    </message>
    <message>
        <source>Taken back: {what}.</source>
        <translation>元に戻しました：{what}。</translation>
    </message>
</context>
<context>
    <name>HitPart</name>
    <message>
        <source>Hit {n} of {count}</source>
        <translation>{n} / {count} 件目</translation>
    </message>
    <message>
        <source>and 1 more file of the same picture</source>
        <translation>同じ画像のファイルがほかに 1 個</translation>
    </message>
    <message>
        <source>and {n} more files of the same picture</source>
        <translation>同じ画像のファイルがほかに {n} 個</translation>
    </message>
    <message>
        <source>{n} hits selected</source>
        <translation>{n} 件を選択中</translation>
    </message>
    <message>
        <source>Each key and button acts on all of them.</source>
        <translation>キーやボタンの操作は、選択中のすべてに適用されます。</translation>
    </message>
</context>
<context>
    <name>HitsModel</name>
    <message>
        <source>Hit {n} of {count}</source>
        <translation>{count} 件中 {n} 件目</translation>
    </message>
    <message>
        <source>distance {distance}</source>
        <translation>距離 {distance}</translation>
    </message>
    <message>
        <source>this very file</source>
        <translation>このファイル自体</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} 個のファイル</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未判断</translation>
    </message>
</context>
<context>
    <name>IndexingPage</name>
    <message>
        <source>Indexing</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Pause, resume</source>
        <translation>一時停止、再開</translation>
    </message>
    <message>
        <source>Show the folder of a root or a problem</source>
        <translation>登録フォルダーや問題のある場所を開く</translation>
    </message>
    <message>
        <source>Remove a root…</source>
        <translation>登録フォルダーを除く…</translation>
    </message>
    <message>
        <source>Protect a root, or lift that</source>
        <translation>登録フォルダーの保護、保護の解除</translation>
    </message>
    <message>
        <source>What a root leaves out…</source>
        <translation>登録フォルダーの除外ルール…</translation>
    </message>
    <message>
        <source>Copy the problems</source>
        <translation>問題の一覧をコピー</translation>
    </message>
    <message>
        <source>Open the folder of a row</source>
        <translation>行のフォルダーを開く</translation>
    </message>
    <message>
        <source>What can be done about a row</source>
        <translation>行に対する操作</translation>
    </message>
    <message>
        <source>1 root</source>
        <translation>フォルダー 1 個</translation>
    </message>
    <message>
        <source>{n} roots</source>
        <translation>フォルダー {n} 個</translation>
    </message>
    <message>
        <source>{files} · {images} so far · {roots}</source>
        <translation>{files} · {images}（途中）· {roots}</translation>
    </message>
    <message>
        <source>{files} · {images} · {roots}</source>
        <translation>{files} · {images} · {roots}</translation>
    </message>
    <message>
        <source>all roots</source>
        <translation>すべての登録フォルダー</translation>
    </message>
    <message>
        <source>Indexing is paused: no space left</source>
        <translation>取り込みを一時停止しました（空きがありません）</translation>
    </message>
    <message>
        <source>Stopped by an error. What was done is kept.</source>
        <translation>エラーのため停止しました。完了分は保存済みです。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>No space left on {path}. Indexing is paused; what is done is safe. Free {size}, then press Resume.</source>
        <translation>{path} に空きがありません。取り込みを一時停止しました（完了分は保存済み）。{size} 空けてから「再開」を押してください。</translation>
    </message>
    <message>
        <source>{device}, the device chosen before, is not there now. Pictures are described on the fastest that is.</source>
        <translation>以前に選んだデバイス {device} が見つかりません。今使える中で最も速いデバイスで特徴量を計算します。</translation>
    </message>
    <message>
        <source>The embedder can be changed when indexing has ended. Cancel that first.</source>
        <translation>特徴抽出器は取り込みが終わると変更できます。先に取り込みを中止してください。</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>再度取り込む</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>The browser handed over only a link. Copy the image itself, then press Ctrl+V.</source>
        <translation>ブラウザーから渡されたのはリンクだけです。画像をコピーして Ctrl+V を押してください。</translation>
    </message>
    <message>
        <source>Nothing in it can be used. Drop or paste a picture, or drop a folder.</source>
        <translation>使えるものがありません。画像をドロップするか貼り付けるか、フォルダーをドロップしてください。</translation>
    </message>
    <message>
        <source>1 link was left out: only files and pictures themselves can be searched.</source>
        <translation>リンク 1 件を除きました。検索できるのはファイルと画像だけです。</translation>
    </message>
    <message>
        <source>{n} links were left out: only files and pictures themselves can be searched.</source>
        <translation>リンク {n} 件を除きました。検索できるのはファイルと画像だけです。</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>再度取り込む</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} ほか {n} 個</translation>
    </message>
    <message>
        <source>Index this folder? {names}</source>
        <translation>このフォルダーを取り込みますか？ {names}</translation>
    </message>
    <message>
        <source>Index these folders? {names}</source>
        <translation>これらのフォルダーを取り込みますか？ {names}</translation>
    </message>
    <message>
        <source>{names} is in the library already. Index it again?</source>
        <translation>{names} はすでにライブラリーにあります。再度取り込みますか？</translation>
    </message>
    <message>
        <source>These folders are in the library already. Index them again? {names}</source>
        <translation>これらのフォルダーはすでにライブラリーにあります。再度取り込みますか？ {names}</translation>
    </message>
    <message>
        <source>Index these folders? {names} ({known} in the library already)</source>
        <translation>これらのフォルダーを取り込みますか？ {names}（{known} 個はすでにライブラリーにあります）</translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation>画像 ({kinds})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>画像を選択</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>フォルダーを追加</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>貼り付けた画像</translation>
    </message>
</context>
<context>
    <name>InterruptedBanner</name>
    <message>
        <source>Put back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Leave the rest away</source>
        <translation>残りは外したままにする</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>simgui was closed while a cull was taken back. {n} of {total} files are still away.</source>
        <translation>整理を元に戻す途中で終了しました。{total} 個中 {n} 個がまだ戻っていません。</translation>
    </message>
    <message>
        <source>simgui was closed during a cull. {n} of {total} files have moved.</source>
        <translation>整理の途中で終了しました。{total} 個中 {n} 個が移動済みです。</translation>
    </message>
</context>
<context>
    <name>ItemsModel</name>
    <message>
        <source>1 side file</source>
        <translation>付属ファイル 1 個</translation>
    </message>
    <message>
        <source>{n} side files</source>
        <translation>付属ファイル {n} 個</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>What runs now</source>
        <translation>実行中の処理</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Cancel: {job}</source>
        <translation>中止：{job}</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>no key</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation>キーを押してください…</translation>
    </message>
    <message>
        <source>{action}: {key}. Press to change it.</source>
        <translation>{action}：{key}。押すと変更できます。</translation>
    </message>
    <message>
        <source>Press the new key. Esc leaves it as it was.</source>
        <translation>新しいキーを押してください。Esc で元のままにします。</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>Press a key&apos;s button, then the key that you want instead.</source>
        <translation>変更するキーのボタンを押してから、新しいキーを押してください。</translation>
    </message>
    <message>
        <source>All keys as at first</source>
        <translation>すべて初期設定に戻す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>KindChip</name>
    <message>
        <source>Show only: {kind}, {count}</source>
        <translation>次だけを表示：{kind}、{count}</translation>
    </message>
</context>
<context>
    <name>KindsButton</name>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Only {kind}</source>
        <translation>{kind}のみ</translation>
    </message>
    <message>
        <source>{n} kinds</source>
        <translation>{n} 種類</translation>
    </message>
    <message>
        <source>Kinds of hits shown: {kinds}</source>
        <translation>表示する種類：{kinds}</translation>
    </message>
    <message>
        <source>Which kinds of hits are shown</source>
        <translation>表示する種類を選びます</translation>
    </message>
</context>
<context>
    <name>Landing</name>
    <message>
        <source>Dropped picture</source>
        <translation>ドロップした画像</translation>
    </message>
</context>
<context>
    <name>LeftOutBar</name>
    <message>
        <source>Show the plan</source>
        <translation>整理案を表示</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>the same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>differs by 255 grey levels</source>
        <translation>明るさの差 255</translation>
    </message>
</context>
<context>
    <name>Libraries</name>
    <message>
        <source>Recent libraries</source>
        <translation>最近使ったライブラリー</translation>
    </message>
    <message>
        <source>new library</source>
        <translation>新しいライブラリー</translation>
    </message>
    <message>
        <source>New library: a folder of this name is made</source>
        <translation>新しいライブラリー：この名前のフォルダーを作ります</translation>
    </message>
    <message>
        <source>{name} is there already and is not empty. Choose another name.</source>
        <translation>{name} はすでにあり、空ではありません。別の名前にしてください。</translation>
    </message>
    <message>
        <source>Open a library&apos;s folder</source>
        <translation>ライブラリーのフォルダーを開く</translation>
    </message>
    <message>
        <source>{name} is not there now. Connect its drive, or open another library.</source>
        <translation>{name} は今ありません。ドライブを接続するか、別のライブラリーを開いてください。</translation>
    </message>
    <message>
        <source>{name} is no library of simgui&apos;s: there is no {file} in it.</source>
        <translation>{name} は simgui のライブラリーではありません（{file} がありません）。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}.</source>
        <translation>{name} を読み取れません：{reason}</translation>
    </message>
    <message>
        <source>Stop what runs, and open the other library?</source>
        <translation>実行中の処理を中止して、別のライブラリーを開きますか？</translation>
    </message>
    <message>
        <source>What is done is kept. Indexing this library again goes on from there.</source>
        <translation>完了分は保存済みです。このライブラリーを再度取り込むと、続きから始まります。</translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation>中止して開く</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>開かない</translation>
    </message>
</context>
<context>
    <name>LockBanner</name>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Open to read only</source>
        <translation>読み取り専用で開く</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>Too flat to be judged</source>
        <translation>単色に近く判定できません</translation>
    </message>
    <message>
        <source>Looking closer: {n} of {count} hits</source>
        <translation>詳しく比較中：{count} 件中 {n} 件</translation>
    </message>
    <message>
        <source>Looking closer: {n} of 1 hit</source>
        <translation>詳しく比較中：1 件中 {n} 件</translation>
    </message>
    <message>
        <source>Too small to be judged</source>
        <translation>小さすぎて判定できません</translation>
    </message>
    <message>
        <source>{n} of {count} hits verified</source>
        <translation>{count} 件中 {n} 件を照合済み</translation>
    </message>
    <message>
        <source>{n} of 1 hit verified</source>
        <translation>1 件中 {n} 件を照合済み</translation>
    </message>
    <message>
        <source>The hits could not be looked at closer.</source>
        <translation>検索結果を詳しく比較できませんでした。</translation>
    </message>
    <message>
        <source>Hand labels over</source>
        <translation>ラベルを引き継ぐ</translation>
    </message>
    <message>
        <source>Labels, ratings and tags of what leaves go to what stays, where that has none.</source>
        <translation>外す画像のラベル、評価、タグを、それがない残す画像に引き継ぎます。</translation>
    </message>
    <message>
        <source>Shared copies instead of links</source>
        <translation>リンクの代わりに共有コピー</translation>
    </message>
    <message>
        <source>Each stays a file of its own and shares its bytes until one is changed, where the disk can.</source>
        <translation>別々のファイルのまま、変更されるまで内容を共有します（対応するディスクのみ）。</translation>
    </message>
    <message>
        <source>Groups of the plan</source>
        <translation>整理案のグループ</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>隔離</translation>
    </message>
    <message>
        <source>Inside the library. Can always be put back.</source>
        <translation>ライブラリー内に移動。いつでも元に戻せます。</translation>
    </message>
    <message>
        <source>System trash</source>
        <translation>ごみ箱</translation>
    </message>
    <message>
        <source>Back by undo, until the trash is emptied.</source>
        <translation>ごみ箱を空にするまで元に戻せます。</translation>
    </message>
    <message>
        <source>Hard link</source>
        <translation>ハードリンク</translation>
    </message>
    <message>
        <source>Same name, bytes of the one that stays.</source>
        <translation>名前はそのまま、残す側と同じ実体になります。</translation>
    </message>
    <message>
        <source>List only</source>
        <translation>一覧のみ</translation>
    </message>
    <message>
        <source>Nothing moves. Writes a file list.</source>
        <translation>何も移動せず、ファイル一覧を作成します。</translation>
    </message>
    <message>
        <source>How they leave</source>
        <translation>外し方</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Several pictures</source>
        <translation>複数の画像</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>simgui (read only)</source>
        <translation>simgui（読み取り専用）</translation>
    </message>
    <message>
        <source>No folders yet. Add one, or drop it anywhere on the window.</source>
        <translation>フォルダーがまだありません。追加するか、ウィンドウにドロップしてください。</translation>
    </message>
    <message>
        <source>all roots</source>
        <translation>すべての登録フォルダー</translation>
    </message>
    <message>
        <source>{name} is indexed next.</source>
        <translation>次に{name} を取り込みます。</translation>
    </message>
    <message>
        <source>Nothing runs that could be cancelled.</source>
        <translation>中止できる処理はありません。</translation>
    </message>
    <message>
        <source>{library} · read only</source>
        <translation>{library} · 読み取り専用</translation>
    </message>
    <message>
        <source>simgui {version}

Finds near-duplicate pictures. Nothing leaves this computer.</source>
        <translation>simgui {version}

よく似た画像を探します。外部へは何も送信しません。</translation>
    </message>
    <message>
        <source>About simgui</source>
        <translation>simgui について</translation>
    </message>
    <message>
        <source>It shows when simgui starts again, because work goes on here.</source>
        <translation>処理の実行中のため、次に simgui を起動したときに反映されます。</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>{name} is marked so already</source>
        <translation>{name} はすでにそのように判断済みです</translation>
    </message>
    <message>
        <source>These {n} pictures are marked so already</source>
        <translation>この {n} 枚はすでにそのように判断済みです</translation>
    </message>
    <message>
        <source>{name} marked as duplicate</source>
        <translation>{name} を重複と判断しました</translation>
    </message>
    <message>
        <source>{name} marked as not a duplicate</source>
        <translation>{name} を重複ではないと判断しました</translation>
    </message>
    <message>
        <source>{name} marked as related</source>
        <translation>{name} を関連画像と判断しました</translation>
    </message>
    <message>
        <source>{name} is kept</source>
        <translation>{name} を残すと判断しました</translation>
    </message>
    <message>
        <source>Decision about {name} cleared</source>
        <translation>{name} の判断を解除しました</translation>
    </message>
    <message>
        <source>{n} pictures marked as duplicates</source>
        <translation>{n} 枚の画像を重複と判断しました</translation>
    </message>
    <message>
        <source>{n} pictures marked as not duplicates</source>
        <translation>{n} 枚の画像を重複ではないと判断しました</translation>
    </message>
    <message>
        <source>{n} pictures marked as related</source>
        <translation>{n} 枚の画像を関連画像と判断しました</translation>
    </message>
    <message>
        <source>{n} pictures are kept</source>
        <translation>{n} 枚の画像を残すと判断しました</translation>
    </message>
    <message>
        <source>Decisions about {n} pictures cleared</source>
        <translation>{n} 枚の画像の判断を解除しました</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>元に戻す操作はありません。</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>元に戻しました：{what}</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>やり直す操作はありません。</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>やり直しました：{what}</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>判断の解除</translation>
    </message>
    <message>
        <source>{n} decisions</source>
        <translation>判断 {n} 件</translation>
    </message>
    <message>
        <source>{word}, {n} pictures</source>
        <translation>{word}、{n} 枚の画像</translation>
    </message>
    <message>
        <source>{word}, {name}</source>
        <translation>{word}、{name}</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message>
        <source>What stays…</source>
        <translation>残すファイルの選び方…</translation>
    </message>
    <message>
        <source>In which order the file is chosen that stays</source>
        <translation>残すファイルを選ぶときの優先順位</translation>
    </message>
    <message>
        <source>Export list of what stays…</source>
        <translation>残すファイルの一覧を書き出す…</translation>
    </message>
    <message>
        <source>Export list of what leaves…</source>
        <translation>外すファイルの一覧を書き出す…</translation>
    </message>
    <message>
        <source>Folder of links to what stays…</source>
        <translation>残すファイルへのリンクのフォルダーを作る…</translation>
    </message>
    <message>
        <source>Folder names as labels</source>
        <translation>フォルダー名をラベルとする</translation>
    </message>
    <message>
        <source>Where it looks like a data set</source>
        <translation>データセットらしい場合</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常に</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>What stays is chosen in the new order.</source>
        <translation>新しい優先順位で、残すファイルを選びます。</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{total} 個中 {done} 個</translation>
    </message>
    <message>
        <source>What has moved can be put back at any time, from here and from History.</source>
        <translation>移動したファイルは、ここからも履歴からもいつでも元に戻せます。</translation>
    </message>
    <message>
        <source>What has moved can be put back until the trash is emptied.</source>
        <translation>移動したファイルは、ごみ箱を空にするまで元に戻せます。</translation>
    </message>
    <message>
        <source>What was replaced can be made a file of its own again, from here and from History.</source>
        <translation>置き換えたファイルは、ここからも履歴からも元のファイルに戻せます。</translation>
    </message>
    <message>
        <source>Stopping after this file…</source>
        <translation>このファイルで停止します…</translation>
    </message>
</context>
<context>
    <name>OrderButton</name>
    <message>
        <source>Order by distance: show</source>
        <translation>距離順で表示</translation>
    </message>
    <message>
        <source>New order: show</source>
        <translation>新しい順で表示</translation>
    </message>
</context>
<context>
    <name>OrderSheet</name>
    <message>
        <source>What stays</source>
        <translation>残すファイルの選び方</translation>
    </message>
    <message>
        <source>Use this order</source>
        <translation>この優先順位を使う</translation>
    </message>
    <message>
        <source>Of each group one file stays: the first in this order. Protected folders, and what you decided to keep, always come first.</source>
        <translation>各グループで、この順で最も優先されるファイルを 1 個残します。保護されたフォルダーのファイルと、残すと判断したファイルは、常に最優先です。</translation>
    </message>
    <message>
        <source>What counts, most first</source>
        <translation>優先順位（高い順）</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>標準に戻す</translation>
    </message>
    <message>
        <source>Put first</source>
        <translation>先頭に追加</translation>
    </message>
    <message>
        <source>Folder {folder}</source>
        <translation>フォルダー {folder}</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>別のフォルダー…</translation>
    </message>
    <message>
        <source>A text in the path…</source>
        <translation>パスに含まれる文字列…</translation>
    </message>
    <message>
        <source>Files in this folder stay before others</source>
        <translation>このフォルダーのファイルを優先して残す</translation>
    </message>
    <message>
        <source>Files whose path holds this stay before others</source>
        <translation>パスにこの文字列を含むファイルを優先して残す</translation>
    </message>
    <message>
        <source>Text, or a pattern as *original*</source>
        <translation>文字列、または *original* のようなパターン</translation>
    </message>
    <message>
        <source>{n}: {what}</source>
        <translation>{n}：{what}</translation>
    </message>
    <message>
        <source>This is the order that holds now.</source>
        <translation>現在の優先順位です。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>調べています…</translation>
    </message>
    <message>
        <source>In {n} groups another file would stay.</source>
        <translation>{n} グループで、残すファイルが変わります。</translation>
    </message>
    <message>
        <source>In 1 group another file would stay.</source>
        <translation>1 グループで、残すファイルが変わります。</translation>
    </message>
    <message>
        <source>The same files would stay in all groups.</source>
        <translation>どのグループでも、残すファイルは変わりません。</translation>
    </message>
    <message>
        <source>{name} instead of {other}</source>
        <translation>{other} の代わりに {name}</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Picture {letter}</source>
        <translation>画像 {letter}</translation>
    </message>
    <message>
        <source>A left of the divider, {b} right of it</source>
        <translation>区切りの左が A、右が {b}</translation>
    </message>
    <message>
        <source>A and {b} in turn</source>
        <translation>A と {b} を交互に表示</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>{b} could not be laid on A, so no difference can be shown.</source>
        <translation>{b} を A に重ねられないため、差分を表示できません。</translation>
    </message>
</context>
<context>
    <name>PartsModel</name>
    <message>
        <source>no longer in the library</source>
        <translation>ライブラリーにありません</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>{word} holds</source>
        <translation>現在の判断：{word}</translation>
    </message>
</context>
<context>
    <name>PictureBox</name>
    <message>
        <source>Query picture</source>
        <translation>検索画像</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Along with it</source>
        <translation>一緒に</translation>
    </message>
    <message>
        <source>Would leave</source>
        <translation>外す候補</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Freed</source>
        <translation>空く容量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Group {n}, stays out, {name}, {why}</source>
        <translation>グループ {n}、対象外、{name}、{why}</translation>
    </message>
    <message>
        <source>it leaves</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>Group {n}, stays {name}, leaves {files}, {freed}</source>
        <translation>グループ {n}、残す {name}、外す {files}、{freed}</translation>
    </message>
</context>
<context>
    <name>Points</name>
    <message>
        <source>{n} more</source>
        <translation>ほか {n} 件</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処</translation>
    </message>
    <message>
        <source>{reason}: {file} in {folder}. {advice}</source>
        <translation>{reason}：{folder} の {file}。{advice}</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Copy list</source>
        <translation>一覧をコピー</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Truncated</source>
        <translation>途切れている</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>Not an image</source>
        <translation>画像ではない</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>all the rest is fine so far</source>
        <translation>ほかは今のところ正常です</translation>
    </message>
    <message>
        <source>all the rest is fine</source>
        <translation>ほかはすべて正常です</translation>
    </message>
    <message>
        <source>List copied: {problems}</source>
        <translation>一覧をコピーしました：{problems}</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>一覧作成</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>読み込み</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>特徴抽出</translation>
    </message>
    <message>
        <source>Storing</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Indexing {what}</source>
        <translation>{what} を取り込んでいます</translation>
    </message>
    <message>
        <source>counting what is to be done</source>
        <translation>対象を数えています</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>枚/秒</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>what is done is kept</source>
        <translation>完了分は保存済みです</translation>
    </message>
    <message>
        <source>left, of about {total}</source>
        <translation>残り（全体で約 {total}）</translation>
    </message>
    <message>
        <source>getting the embedder ready</source>
        <translation>準備しています</translation>
    </message>
    <message>
        <source>{files} so far</source>
        <translation>これまでに {files}</translation>
    </message>
    <message>
        <source>{files} · {unchanged} unchanged, {moved} moved and recognised</source>
        <translation>{files} · 変更なし {unchanged} 個、移動を確認 {moved} 個</translation>
    </message>
    <message>
        <source>{files} · {unchanged} unchanged</source>
        <translation>{files} · 変更なし {unchanged} 個</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>stopping; what is done is kept</source>
        <translation>中止しています（完了分は保存済み）</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>ドライブ</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>場所(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T):</translation>
    </message>
</context>
<context>
    <name>QuarantinePanel</name>
    <message>
        <source>in quarantine</source>
        <translation>隔離中</translation>
    </message>
    <message>
        <source>Empty quarantine…</source>
        <translation>隔離先を空にする…</translation>
    </message>
    <message>
        <source>{files}, {bytes}</source>
        <translation>{files}、{bytes}</translation>
    </message>
</context>
<context>
    <name>QueryPart</name>
    <message>
        <source>Query</source>
        <translation>検索画像</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>前の画像</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>次の画像</translation>
    </message>
    <message>
        <source>Picture {n} of {count}</source>
        <translation>{count} 枚中 {n} 枚目</translation>
    </message>
    <message>
        <source>Pasted from the clipboard</source>
        <translation>クリップボードから貼り付け</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>ドロップした画像</translation>
    </message>
    <message>
        <source>This very file is in the library</source>
        <translation>このファイルは取り込み済みです</translation>
    </message>
    <message>
        <source>Identical to 1 file in the library</source>
        <translation>同一のファイルが 1 個あります</translation>
    </message>
    <message>
        <source>Identical to {n} files in the library</source>
        <translation>同一のファイルが {n} 個あります</translation>
    </message>
    <message>
        <source>decode {decode} · embed {embed} · scan {scan} · paint {paint} ms</source>
        <translation>読込 {decode} · 特徴 {embed} · 検索 {scan} · 描画 {paint} ms</translation>
    </message>
    <message>
        <source>ahead: decode {decode} · embed {embed} · scan {scan}; paint {paint} ms</source>
        <translation>先行：読込 {decode} · 特徴 {embed} · 検索 {scan}、描画 {paint} ms</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message>
        <source>{page}, {n} left</source>
        <translation>{page}、残り {n}</translation>
    </message>
</context>
<context>
    <name>RegionList</name>
    <message>
        <source>Changed regions</source>
        <translation>変更された領域</translation>
    </message>
    <message>
        <source>{share} of the picture</source>
        <translation>画像の {share}</translation>
    </message>
    <message>
        <source>Region {n}: {what}, {share}</source>
        <translation>領域 {n}：{what}、{share}</translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>Take {name} out of the library?</source>
        <translation>{name} をライブラリーから除きますか？</translation>
    </message>
    <message>
        <source>Forget {files}</source>
        <translation>{files}の情報を消去</translation>
    </message>
    <message>
        <source>Forgotten: {files} of {images}, the folder&apos;s protection and its rules.</source>
        <translation>消去されるもの：{files}（{images}）の情報、フォルダーの保護と除外ルール。</translation>
    </message>
    <message>
        <source>Beside them {files}: not readable, left out, or beside a picture.</source>
        <translation>ほかに {files}：読めないもの、除外したもの、画像に付随するもの。</translation>
    </message>
    <message>
        <source>Forgotten too: the marks of {kept} as kept, of {leaving} as leaving.</source>
        <translation>次の判断も消去されます：残す {kept}、外す {leaving}。</translation>
    </message>
    <message>
        <source>Stays: all files on the disk, the descriptors, and what was decided about pairs of pictures.</source>
        <translation>残るもの：ディスク上のすべてのファイル、特徴量、画像どうしの判断の記録。</translation>
    </message>
    <message>
        <source>To get it back, press “Add it again” afterwards, or add the folder: its pictures are read once more, but not described anew.</source>
        <translation>戻すには、このあと「再度追加」を押すか、フォルダーを追加してください。画像はもう一度読み込みますが、特徴量は計算し直しません。</translation>
    </message>
    <message>
        <source>Files that would be forgotten</source>
        <translation>情報が消去されるファイル</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか {n} 個</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Hits</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>サムネイルを縮小</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>サムネイルを拡大</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>サムネイル</translation>
    </message>
    <message>
        <source>Select, or no longer</source>
        <translation>選択、選択の解除</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Compare the card with the ring</source>
        <translation>枠のついたカードを比較</translation>
    </message>
    <message>
        <source>Go to another card</source>
        <translation>別のカードへ移動</translation>
    </message>
    <message>
        <source>Select from here on</source>
        <translation>ここから範囲選択</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>選択をすべて解除</translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation>できる操作</translation>
    </message>
    <message>
        <source>in {images} · shown after {ms} ms</source>
        <translation>{images}から検索 · {ms} ms で表示</translation>
    </message>
    <message>
        <source>{card}, selected</source>
        <translation>{card}、選択中</translation>
    </message>
    <message>
        <source>In the order of score</source>
        <translation>スコア順</translation>
    </message>
    <message>
        <source>By distance</source>
        <translation>距離順</translation>
    </message>
    <message>
        <source>in {images}</source>
        <translation>{images}から検索</translation>
    </message>
    <message>
        <source>Nothing within {within}. The nearest is at {nearest}.</source>
        <translation>距離 {within} 以内にはありません。最も近いものは {nearest} です。</translation>
    </message>
    <message>
        <source>Show the nearest {n}</source>
        <translation>近い {n} 件を表示</translation>
    </message>
    <message>
        <source>All hits within {within} are decided, and hidden.</source>
        <translation>距離 {within} 以内はすべて判断済みのため、表示していません。</translation>
    </message>
    <message>
        <source>None of the hits within {within} is of the kinds shown.</source>
        <translation>距離 {within} 以内に、表示する種類のものはありません。</translation>
    </message>
    <message>
        <source>Show all kinds</source>
        <translation>すべての種類を表示</translation>
    </message>
    <message>
        <source>Show the decided ones</source>
        <translation>判断済みを表示</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>The library is opened to read only: nothing can be decided.</source>
        <translation>ライブラリーを読み取り専用で開いているため、判断できません。</translation>
    </message>
    <message>
        <source>Labels differ: {labels}. Say which stays.</source>
        <translation>ラベルが食い違っています（{labels}）。残すものを選んでください。</translation>
    </message>
</context>
<context>
    <name>RootActs</name>
    <message>
        <source>all roots</source>
        <translation>すべての登録フォルダー</translation>
    </message>
    <message>
        <source>{name} is indexed next.</source>
        <translation>次に{name} を取り込みます。</translation>
    </message>
    <message>
        <source>{name} can be removed when indexing has ended. Cancel that first.</source>
        <translation>{name} は取り込みが終わると除けます。先に取り込みを中止してください。</translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation>再度追加</translation>
    </message>
    <message>
        <source>{name} was taken out of the library: {files} forgotten. The files stay on the disk.</source>
        <translation>{name} をライブラリーから除き、{files}の情報を消去しました。ファイルはディスクに残っています。</translation>
    </message>
    <message>
        <source>Add them again</source>
        <translation>すべて再度追加</translation>
    </message>
    <message>
        <source>{names} were taken out of the library: {files} forgotten. The files stay on the disk.</source>
        <translation>{names} をライブラリーから除き、{files}の情報を消去しました。ファイルはディスクに残っています。</translation>
    </message>
</context>
<context>
    <name>RootsModel</name>
    <message>
        <source>Root</source>
        <translation>登録フォルダー</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Offline, everything is kept</source>
        <translation>オフライン、情報は保持</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Not indexed to the end yet</source>
        <translation>取り込みが未完了</translation>
    </message>
    <message>
        <source>Up to date, {problems}</source>
        <translation>最新、{problems}</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>一覧作成中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>取り込み中</translation>
    </message>
    <message>
        <source>Indexing, {n} new so far</source>
        <translation>取り込み中、新規 {n} 件</translation>
    </message>
    <message>
        <source>{name}, {place}, {files}, {state}</source>
        <translation>{name}、{place}、{files}、{state}</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>保護中</translation>
    </message>
    <message>
        <source>last seen {day}</source>
        <translation>最終確認 {day}</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>除外 {n} 個</translation>
    </message>
</context>
<context>
    <name>RootsPanel</name>
    <message>
        <source>No folders yet. Add one, or drop it anywhere on the window.</source>
        <translation>フォルダーがまだありません。追加するか、ウィンドウにドロップしてください。</translation>
    </message>
    <message>
        <source>Drop a folder anywhere on the window to add it. Pictures stay where they are.</source>
        <translation>フォルダーをウィンドウにドロップすると追加できます。画像は元の場所のままです。</translation>
    </message>
    <message>
        <source>Roots</source>
        <translation>登録フォルダー</translation>
    </message>
    <message>
        <source>Lift the protection</source>
        <translation>保護を解除</translation>
    </message>
    <message>
        <source>Protect from culls</source>
        <translation>整理から保護</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>What is left out…</source>
        <translation>除外ルール…</translation>
    </message>
    <message>
        <source>Remove from the library…</source>
        <translation>ライブラリーから除く…</translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>Open {name}</source>
        <translation>{name} を開く</translation>
    </message>
    <message>
        <source>{name} is protected: its files never leave by a cull. Press to lift that.</source>
        <translation>{name} は保護中です。整理でファイルが外されることはありません。押すと保護を解除します。</translation>
    </message>
    <message>
        <source>Protect {name}: its files never leave by a cull</source>
        <translation>{name} を保護（整理でファイルが外されなくなります）</translation>
    </message>
    <message>
        <source>What is left out of {name}…</source>
        <translation>{name} の除外ルール…</translation>
    </message>
    <message>
        <source>Remove {name} from the library…</source>
        <translation>{name} をライブラリーから除く…</translation>
    </message>
</context>
<context>
    <name>RulesSheet</name>
    <message>
        <source>What is left out of {name}</source>
        <translation>{name} の除外ルール</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Patterns, one a line</source>
        <translation>パターン（1 行に 1 つ）</translation>
    </message>
    <message>
        <source>Shorter edge at least, in pixels</source>
        <translation>短辺の最小値（ピクセル）</translation>
    </message>
    <message>
        <source>File size at least, in bytes</source>
        <translation>ファイルサイズの最小値（バイト）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>制限なし</translation>
    </message>
    <message>
        <source>Names or paths inside the folder, one a line. * stands for anything, ? for one character.
*.gif: all GIFs    cache: every file or folder of this name    2019/raw: this folder
*/thumbs/*: what lies in any folder “thumbs”    IMG_00??.jpg: these numbers</source>
        <translation>名前、またはフォルダー内のパスを 1 行に 1 つ書きます。* は任意の文字列、? は 1 文字を表します。
*.gif：すべての GIF&#x3000;cache：この名前のファイルやフォルダー&#x3000;2019/raw：このフォルダー
*/thumbs/*：「thumbs」というフォルダーの中身&#x3000;IMG_00??.jpg：この番号のファイル</translation>
    </message>
    <message>
        <source>Leave out files and folders that are called</source>
        <translation>次の名前のファイルとフォルダーを除外</translation>
    </message>
    <message>
        <source>Leave out pictures whose shorter edge is below</source>
        <translation>短辺が次の値より短い画像を除外</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>Leave out files smaller than</source>
        <translation>次の値より小さいファイルを除外</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>The size of a picture is known once it has been read: a new one is read, counted as too small and not described. What is left out is forgotten by the search; its files and all decisions stay, and it comes back when the rule goes.</source>
        <translation>画像の大きさは読み込むまでわからないため、新しい画像は読み込んだうえで「小さすぎる」と数え、特徴量は計算しません。除外したものは検索されなくなりますが、ファイルと判断の記録はすべて残り、ルールをなくすと元に戻ります。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>数えています…</translation>
    </message>
    <message>
        <source>Leaves out {n} of {files} that are indexed now.</source>
        <translation>取り込み済みの {files}のうち {n} 個を除外します。</translation>
    </message>
    <message>
        <source>Leave out {files}</source>
        <translation>{files}を除外</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>Making sample pictures</source>
        <translation>サンプル画像を作っています</translation>
    </message>
    <message>
        <source>Making sample pictures: {done} of {total}</source>
        <translation>サンプル画像を作っています：{total} 枚中 {done} 枚</translation>
    </message>
    <message>
        <source>No sample pictures were made.</source>
        <translation>サンプル画像は作成されませんでした。</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Compare this hit with the query</source>
        <translation>この検索結果を検索画像と比較</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>Not duplicate</source>
        <translation>重複ではない</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Clear what was decided</source>
        <translation>判断を解除</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>ここから検索</translation>
    </message>
    <message>
        <source>Search from this hit</source>
        <translation>この画像によく似た画像を検索</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Open the folder that holds it</source>
        <translation>この画像のあるフォルダーを開く</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>画像をコピー</translation>
    </message>
    <message>
        <source>Copy the picture itself</source>
        <translation>画像そのものをコピー</translation>
    </message>
    <message>
        <source>Hide decided</source>
        <translation>判断済みを隠す</translation>
    </message>
    <message>
        <source>Hide the hits that are decided, or show them again</source>
        <translation>判断済みの画像を隠す、または再び表示</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>Show the order that looking closer has found, or that of distance again</source>
        <translation>詳しい比較の結果による順で表示します。もう一度押すと距離順に戻ります</translation>
    </message>
    <message>
        <source>Also turned and mirrored</source>
        <translation>回転・反転も探す</translation>
    </message>
    <message>
        <source>Also find what is turned, mirrored or only a part, when looking closer</source>
        <translation>詳しい比較で、回転・反転した画像や一部だけの画像も探します</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>コントラスト</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>表示密度</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>ゆったり</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>コンパクト</translation>
    </message>
    <message>
        <source>Compact shows more rows at once.</source>
        <translation>コンパクトにすると、一度に多くの行が表示されます。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>表示倍率</translation>
    </message>
    <message>
        <source>Takes effect when simgui starts again.</source>
        <translation>次に simgui を起動したときに反映されます。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Reduce motion: what turns while work goes on stands still</source>
        <translation>動きを減らす（作業中の回転表示を止める）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message>
        <source>Open as a search</source>
        <translation>この画像で検索</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Open the folder that holds the picture</source>
        <translation>画像のあるフォルダーを開く</translation>
    </message>
    <message>
        <source>Show the best hit in its folder</source>
        <translation>最も近い画像をフォルダーで表示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>CSV に書き出す…</translation>
    </message>
    <message>
        <source>Back to all pictures</source>
        <translation>画像の一覧に戻る</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation>もう一度調べる</translation>
    </message>
    <message>
        <source>New order: show</source>
        <translation>新しい順序で表示</translation>
    </message>
    <message>
        <source>Back to the {n} pictures</source>
        <translation>{n} 枚の一覧に戻る</translation>
    </message>
    <message>
        <source>Getting the embedder ready. Your search starts by itself in a few seconds.</source>
        <translation>準備しています。数秒後に検索が自動で始まります。</translation>
    </message>
    <message>
        <source>1 picture looked up</source>
        <translation>1 枚の画像を調べました</translation>
    </message>
    <message>
        <source>{n} pictures looked up</source>
        <translation>{n} 枚の画像を調べました</translation>
    </message>
    <message>
        <source>The pictures could not be looked up.</source>
        <translation>画像を調べられませんでした。</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>再度取り込む</translation>
    </message>
    <message>
        <source>The library holds no pictures yet, so there is nothing to compare with.</source>
        <translation>ライブラリーにまだ画像がないため、比べる相手がありません。</translation>
    </message>
    <message>
        <source>{done} of {total} looked up so far.</source>
        <translation>{total} 枚中 {done} 枚を調べました。</translation>
    </message>
    <message>
        <source>Stopped: {done} of {total} were looked up.</source>
        <translation>中止しました：{total} 枚中 {done} 枚を調べました。</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>すべて {n}</translation>
    </message>
    <message>
        <source>Already there {n}</source>
        <translation>既存 {n}</translation>
    </message>
    <message>
        <source>New {n}</source>
        <translation>新規 {n}</translation>
    </message>
    <message>
        <source>Problems {n}</source>
        <translation>問題 {n}</translation>
    </message>
    <message>
        <source>Add a folder. These pictures are looked up again by themselves when it is indexed.</source>
        <translation>フォルダーを追加してください。取り込みが終わると、これらの画像を自動で調べ直します。</translation>
    </message>
    <message>
        <source>None of them.</source>
        <translation>該当する画像はありません。</translation>
    </message>
    <message>
        <source>This picture is not from a file, so it has no path.</source>
        <translation>この画像はファイルではないため、パスがありません。</translation>
    </message>
</context>
<context>
    <name>SeveralDelegate</name>
    <message>
        <source>Not from a file</source>
        <translation>ファイル以外の画像</translation>
    </message>
</context>
<context>
    <name>SeveralModel</name>
    <message>
        <source>nothing near</source>
        <translation>近いものなし</translation>
    </message>
    <message>
        <source>too flat to judge</source>
        <translation>ほぼ単色で判別不可</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>Almost one colour, so copies cannot be told apart by looks. No identical file is in the library.</source>
        <translation>ほぼ単色のため、見た目では複製を判別できません。同一のファイルはライブラリーにありません。</translation>
    </message>
    <message>
        <source>Ends after {part} of its data. The readable part was searched.</source>
        <translation>データの {part} で途切れています。読めた部分で検索しました。</translation>
    </message>
    <message>
        <source>the library holds no pictures yet</source>
        <translation>ライブラリーにまだ画像がありません</translation>
    </message>
    <message>
        <source>{path} (this very file)</source>
        <translation>{path}（このファイル自体）</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>In the library</source>
        <translation>ライブラリー内</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Best hit</source>
        <translation>最も近い画像</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>複製の数</translation>
    </message>
    <message>
        <source>Hits up to the distance of a copy</source>
        <translation>複製の距離までにある画像の数</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>{name}, waiting</source>
        <translation>{name}、待機中</translation>
    </message>
    <message>
        <source>{name}, {state}, {reason}</source>
        <translation>{name}、{state}、{reason}</translation>
    </message>
    <message>
        <source>{name}, {state}, distance {distance}, {file}</source>
        <translation>{name}、{state}、距離 {distance}、{file}</translation>
    </message>
    <message>
        <source>1 identical</source>
        <translation>同一 1 枚</translation>
    </message>
    <message>
        <source>{n} identical</source>
        <translation>同一 {n} 枚</translation>
    </message>
    <message>
        <source>1 copy</source>
        <translation>複製 1 枚</translation>
    </message>
    <message>
        <source>{n} copies</source>
        <translation>複製 {n} 枚</translation>
    </message>
    <message>
        <source>1 likely copy</source>
        <translation>複製の可能性 1 枚</translation>
    </message>
    <message>
        <source>{n} likely copies</source>
        <translation>複製の可能性 {n} 枚</translation>
    </message>
    <message>
        <source>None of {count} is in the library yet.</source>
        <translation>{count} 枚とも、まだライブラリーにありません。</translation>
    </message>
    <message>
        <source>1 of {count} is in the library already: {kinds}.</source>
        <translation>{count} 枚中 1 枚はすでにライブラリーにあります（{kinds}）。</translation>
    </message>
    <message>
        <source>{n} of {count} are in the library already: {kinds}.</source>
        <translation>{count} 枚中 {n} 枚はすでにライブラリーにあります（{kinds}）。</translation>
    </message>
    <message>
        <source>1 new.</source>
        <translation>新規 1 枚。</translation>
    </message>
    <message>
        <source>{n} new.</source>
        <translation>新規 {n} 枚。</translation>
    </message>
    <message>
        <source>1 is too flat to judge.</source>
        <translation>ほぼ単色で判別不可 1 枚。</translation>
    </message>
    <message>
        <source>{n} are too flat to judge.</source>
        <translation>ほぼ単色で判別不可 {n} 枚。</translation>
    </message>
    <message>
        <source>1 could not be read.</source>
        <translation>読み取り不可 1 枚。</translation>
    </message>
    <message>
        <source>{n} could not be read.</source>
        <translation>読み取り不可 {n} 枚。</translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation>{n} 枚の画像</translation>
    </message>
</context>
<context>
    <name>SeveralRun</name>
    <message>
        <source>Looking up pictures: {done} of {total}</source>
        <translation>画像を調べています：{total} 枚中 {done} 枚</translation>
    </message>
    <message>
        <source>{n} images/s</source>
        <translation>{n} 枚/秒</translation>
    </message>
</context>
<context>
    <name>SeveralTable</name>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
</context>
<context>
    <name>Slider</name>
    <message>
        <source>Show up to distance {distance}, {word}</source>
        <translation>距離 {distance} まで表示、{word}</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>No rate yet</source>
        <translation>速度はまだわかりません</translation>
    </message>
    <message>
        <source>Rate over the last 5 minutes: {now} images/s now, between {least} and {most}</source>
        <translation>過去 5 分間の速度：現在 {now} 枚/秒、{least}～{most} の範囲</translation>
    </message>
    <message>
        <source>Paused. Rate before: {now} images/s, between {least} and {most}</source>
        <translation>一時停止中。直前の速度：{now} 枚/秒、{least}～{most} の範囲</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Why this one stays</source>
        <translation>残す理由</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>違い</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Drop, paste or choose a picture to see its near-duplicates.</source>
        <translation>画像をドロップ、貼り付け、または選択すると、よく似た画像が表示されます。</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索しています…</translation>
    </message>
    <message>
        <source>Getting the embedder ready. Your search starts by itself in a few seconds.</source>
        <translation>準備しています。数秒後に検索が自動で始まります。</translation>
    </message>
    <message>
        <source>{name} ends after {part} of its data. The readable part was searched.</source>
        <translation>{name} はデータの {part} で途切れています。読めた部分で検索しました。</translation>
    </message>
    <message>
        <source>This picture is almost one colour, so copies cannot be told apart by looks. Only identical files are shown.</source>
        <translation>ほぼ単色のため、見た目では複製を判別できません。同一のファイルだけを表示しています。</translation>
    </message>
    <message>
        <source>No identical file is in the library.</source>
        <translation>同一のファイルはライブラリーにありません。</translation>
    </message>
    <message>
        <source>The library holds no pictures yet, so there is nothing to compare with.</source>
        <translation>ライブラリーにまだ画像がないため、比べる相手がありません。</translation>
    </message>
    <message>
        <source>Add a folder. This search starts again by itself when it is indexed.</source>
        <translation>フォルダーを追加してください。取り込みが終わると、検索が自動で始まります。</translation>
    </message>
    <message>
        <source>{name} could not be searched.</source>
        <translation>{name} で検索できませんでした。</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>再度取り込む</translation>
    </message>
    <message>
        <source>The descriptor file is damaged. Your decisions are safe. Index again to rebuild it.</source>
        <translation>特徴量ファイルが壊れています。判断の記録は無事です。再度取り込むと作り直せます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Looking for groups…</source>
        <translation>グループを探しています…</translation>
    </message>
    <message>
        <source>No folders yet. Add one, or drop it anywhere on the window.</source>
        <translation>フォルダーがまだありません。追加するか、ウィンドウにドロップしてください。</translation>
    </message>
    <message>
        <source>Finding duplicates. Groups are shown as soon as they are found.</source>
        <translation>重複を探しています。グループは見つかり次第、表示します。</translation>
    </message>
    <message>
        <source>Show all groups</source>
        <translation>すべてのグループを表示</translation>
    </message>
    <message>
        <source>No groups of this kind within {within}.</source>
        <translation>距離 {within} 以内に、この条件のグループはありません。</translation>
    </message>
    <message>
        <source>No groups within {within}. Move the slider right to see looser ones.</source>
        <translation>距離 {within} 以内のグループはありません。スライダーを右に動かすと範囲が広がります。</translation>
    </message>
    <message>
        <source>All {n} groups are decided. Next: look at the plan.</source>
        <translation>{n} グループすべて判断済みです。次は整理案を確認してください。</translation>
    </message>
    <message>
        <source>The one group is decided. Next: look at the plan.</source>
        <translation>1 グループすべて判断済みです。次は整理案を確認してください。</translation>
    </message>
    <message>
        <source>Back to the groups</source>
        <translation>グループに戻る</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>See why</source>
        <translation>理由を見る</translation>
    </message>
    <message>
        <source>{n} jobs</source>
        <translation>{n} 件の処理</translation>
    </message>
</context>
<context>
    <name>StayedModel</name>
    <message>
        <source>What stayed</source>
        <translation>残ったもの</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>StayedView</name>
    <message>
        <source>What stayed, and why</source>
        <translation>残ったものと理由</translation>
    </message>
</context>
<context>
    <name>Well</name>
    <message>
        <source>no longer in the library</source>
        <translation>ライブラリーにありません</translation>
    </message>
</context>
<context>
    <name>Within</name>
    <message>
        <source>Within</source>
        <translation>距離の上限</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Getting ready…</source>
        <translation>準備しています…</translation>
    </message>
    <message>
        <source>Loaded when it is needed</source>
        <translation>必要なときに読み込み</translation>
    </message>
    <message>
        <source>all roots</source>
        <translation>すべての登録フォルダー</translation>
    </message>
    <message>
        <source>Indexing {what}</source>
        <translation>{what} を取り込んでいます</translation>
    </message>
    <message>
        <source>{job} · paused</source>
        <translation>{job} · 一時停止中</translation>
    </message>
    <message>
        <source>{name} on {device}</source>
        <translation>{name}（{device}）</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>1 region changed</source>
        <translation>1 か所変更</translation>
    </message>
    <message>
        <source>{n} regions changed</source>
        <translation>{n} か所変更</translation>
    </message>
    <message>
        <source>Copy: {kinds}</source>
        <translation>複製：{kinds}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>Format, quality</source>
        <translation>形式、品質</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>撮影日</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>{format}, about {quality}</source>
        <translation>{format}、約 {quality}</translation>
    </message>
</context>
<context>
    <name>cull</name>
    <message>
        <source>Write as list</source>
        <translation>一覧として保存</translation>
    </message>
    <message>
        <source>Table: what leaves, and for what (*.csv)</source>
        <translation>表：外すファイルと残すファイル (*.csv)</translation>
    </message>
    <message>
        <source>One path a line (*.txt)</source>
        <translation>1 行に 1 パス (*.txt)</translation>
    </message>
    <message>
        <source>For programs (*.json)</source>
        <translation>プログラム用 (*.json)</translation>
    </message>
    <message>
        <source>leaves.csv</source>
        <translation>外すファイル.csv</translation>
    </message>
    <message>
        <source>1 file leaves</source>
        <translation>1 個を外し</translation>
    </message>
    <message>
        <source>{n} files leave</source>
        <translation>{n} 個を外し</translation>
    </message>
    <message>
        <source>1 stays</source>
        <translation>1 個を残す</translation>
    </message>
    <message>
        <source>{n} stay</source>
        <translation>{n} 個を残す</translation>
    </message>
    <message>
        <source>Plan: {leave}, {stay}</source>
        <translation>整理案：{leave}、{stay}</translation>
    </message>
    <message>
        <source>Move {files} to quarantine</source>
        <translation>{files}を隔離</translation>
    </message>
    <message>
        <source>Move {files} to the trash</source>
        <translation>{files}をごみ箱へ移動</translation>
    </message>
    <message>
        <source>Replace {files} by links</source>
        <translation>{files}をリンクに置き換え</translation>
    </message>
    <message>
        <source>Replace {files} by shared copies</source>
        <translation>{files}を共有コピーに置き換え</translation>
    </message>
    <message>
        <source>Write a list of {files}…</source>
        <translation>{files}の一覧を保存…</translation>
    </message>
    <message>
        <source>file leaves 1 group</source>
        <translation>個のファイルを 1 グループから外す</translation>
    </message>
    <message>
        <source>files leave 1 group</source>
        <translation>個のファイルを 1 グループから外す</translation>
    </message>
    <message>
        <source>files leave {n} groups</source>
        <translation>個のファイルを {n} グループから外す</translation>
    </message>
    <message>
        <source>side file goes along</source>
        <translation>個の付属ファイルも一緒に移動</translation>
    </message>
    <message>
        <source>side files go along</source>
        <translation>個の付属ファイルも一緒に移動</translation>
    </message>
    <message>
        <source>side file went along</source>
        <translation>個の付属ファイルも移動</translation>
    </message>
    <message>
        <source>side files went along</source>
        <translation>個の付属ファイルも移動</translation>
    </message>
    <message>
        <source>label is handed over</source>
        <translation>件のラベルを引き継ぎ</translation>
    </message>
    <message>
        <source>labels are handed over</source>
        <translation>件のラベルを引き継ぎ</translation>
    </message>
    <message>
        <source>label handed over</source>
        <translation>件のラベルを引き継ぎ済み</translation>
    </message>
    <message>
        <source>labels handed over</source>
        <translation>件のラベルを引き継ぎ済み</translation>
    </message>
    <message>
        <source>group left out</source>
        <translation>グループは対象外</translation>
    </message>
    <message>
        <source>groups left out</source>
        <translation>グループは対象外</translation>
    </message>
    <message>
        <source>freed on {disk}</source>
        <translation>{disk} で空く容量</translation>
    </message>
    <message>
        <source>kept in quarantine</source>
        <translation>隔離先に保管</translation>
    </message>
    <message>
        <source>kept in the trash</source>
        <translation>ごみ箱に保管</translation>
    </message>
    <message>
        <source>they take now</source>
        <translation>現在の容量</translation>
    </message>
    <message>
        <source>freed</source>
        <translation>空く容量</translation>
    </message>
    <message>
        <source>1 group left out:</source>
        <translation>対象外は 1 グループ：</translation>
    </message>
    <message>
        <source>{n} groups left out:</source>
        <translation>対象外は {n} グループ：</translation>
    </message>
    <message>
        <source>Of other groups {files}: {why}.</source>
        <translation>ほかのグループでは{files}：{why}。</translation>
    </message>
    <message>
        <source>1 file left out:</source>
        <translation>対象外は 1 個：</translation>
    </message>
    <message>
        <source>{n} files left out:</source>
        <translation>対象外は {n} 個：</translation>
    </message>
    <message>
        <source>{reasons}.</source>
        <translation>{reasons}。</translation>
    </message>
    <message>
        <source>1 would lose a label that cannot be handed over</source>
        <translation>引き継げないラベルが失われるもの 1 件</translation>
    </message>
    <message>
        <source>1 has two labels</source>
        <translation>ラベルが食い違うもの 1 件</translation>
    </message>
    <message>
        <source>1 is offline</source>
        <translation>オフライン 1 件</translation>
    </message>
    <message>
        <source>1 is in a protected folder</source>
        <translation>保護されたフォルダー内 1 件</translation>
    </message>
    <message>
        <source>1 has what stays in a protected folder</source>
        <translation>残す側が保護されたフォルダー内 1 件</translation>
    </message>
    <message>
        <source>1 would leave nothing</source>
        <translation>何も残らなくなるもの 1 件</translation>
    </message>
    <message>
        <source>1 has lost what should stay</source>
        <translation>残すはずのファイルがないもの 1 件</translation>
    </message>
    <message>
        <source>1 would lose a RAW that is nowhere else</source>
        <translation>ほかにない RAW が失われるもの 1 件</translation>
    </message>
    <message>
        <source>1 would lose a video that is nowhere else</source>
        <translation>他にない動画が失われるもの 1 件</translation>
    </message>
    <message>
        <source>1 has other bytes, so it is not linked</source>
        <translation>内容が異なるためリンクしないもの 1 件</translation>
    </message>
    <message>
        <source>1 is linked already</source>
        <translation>すでにリンク済み 1 件</translation>
    </message>
    <message>
        <source>1 is what a symbolic link points to</source>
        <translation>シンボリックリンクの参照先 1 件</translation>
    </message>
    <message>
        <source>1 by you</source>
        <translation>自分で外したもの 1 件</translation>
    </message>
    <message>
        <source>{n} would lose a label that cannot be handed over</source>
        <translation>引き継げないラベルが失われるもの {n} 件</translation>
    </message>
    <message>
        <source>{n} have two labels</source>
        <translation>ラベルが食い違うもの {n} 件</translation>
    </message>
    <message>
        <source>{n} are offline</source>
        <translation>オフライン {n} 件</translation>
    </message>
    <message>
        <source>{n} are in a protected folder</source>
        <translation>保護されたフォルダー内 {n} 件</translation>
    </message>
    <message>
        <source>{n} have what stays in a protected folder</source>
        <translation>残す側が保護されたフォルダー内 {n} 件</translation>
    </message>
    <message>
        <source>{n} would leave nothing</source>
        <translation>何も残らなくなるもの {n} 件</translation>
    </message>
    <message>
        <source>{n} have lost what should stay</source>
        <translation>残すはずのファイルがないもの {n} 件</translation>
    </message>
    <message>
        <source>{n} would lose a RAW that is nowhere else</source>
        <translation>ほかにない RAW が失われるもの {n} 件</translation>
    </message>
    <message>
        <source>{n} would lose a video that is nowhere else</source>
        <translation>他にない動画が失われるもの {n} 件</translation>
    </message>
    <message>
        <source>{n} have other bytes, so they are not linked</source>
        <translation>内容が異なるためリンクしないもの {n} 件</translation>
    </message>
    <message>
        <source>{n} are linked already</source>
        <translation>すでにリンク済み {n} 件</translation>
    </message>
    <message>
        <source>{n} are what symbolic links point to</source>
        <translation>シンボリックリンクの参照先 {n} 件</translation>
    </message>
    <message>
        <source>{n} by you</source>
        <translation>自分で外したもの {n} 件</translation>
    </message>
    <message>
        <source>{n} for another reason</source>
        <translation>その他の理由 {n} 件</translation>
    </message>
    <message>
        <source>1 label handed over</source>
        <translation>ラベル 1 件を引き継ぎ</translation>
    </message>
    <message>
        <source>{n} labels handed over</source>
        <translation>ラベル {n} 件を引き継ぎ</translation>
    </message>
    <message>
        <source>{ending} goes along</source>
        <translation>{ending} も移動</translation>
    </message>
    <message>
        <source>{n} side files along</source>
        <translation>付属ファイル {n} 個も移動</translation>
    </message>
    <message>
        <source>1 label outside of what stays</source>
        <translation>残る画像の外にあるラベル 1 件</translation>
    </message>
    <message>
        <source>1 rating where what stays has another</source>
        <translation>残る画像に別の評価があるもの 1 件</translation>
    </message>
    <message>
        <source>keywords of 1 file where what stays has its own</source>
        <translation>残る画像に独自のキーワードがあるファイル 1 件のキーワード</translation>
    </message>
    <message>
        <source>names of classes for 1 label file</source>
        <translation>ラベルファイル 1 件のクラス名</translation>
    </message>
    <message>
        <source>{n} labels outside of what stays</source>
        <translation>残る画像の外にあるラベル {n} 件</translation>
    </message>
    <message>
        <source>{n} ratings where what stays has another</source>
        <translation>残る画像に別の評価があるもの {n} 件</translation>
    </message>
    <message>
        <source>keywords of {n} files where what stays has its own</source>
        <translation>残る画像に独自のキーワードがあるファイル {n} 件のキーワード</translation>
    </message>
    <message>
        <source>names of classes for {n} label files</source>
        <translation>ラベルファイル {n} 件のクラス名</translation>
    </message>
    <message>
        <source>Not handed over: {what}.</source>
        <translation>引き継がれないもの：{what}。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか {n} 件</translation>
    </message>
    <message>
        <source>Moving {files} to quarantine</source>
        <translation>{files}を隔離しています</translation>
    </message>
    <message>
        <source>Moving {files} to the trash</source>
        <translation>{files}をごみ箱へ移動しています</translation>
    </message>
    <message>
        <source>Replacing {files} by links</source>
        <translation>{files}をリンクに置き換えています</translation>
    </message>
    <message>
        <source>Replacing {files} by shared copies</source>
        <translation>{files}を共有コピーに置き換えています</translation>
    </message>
    <message>
        <source>Putting {files} back</source>
        <translation>{files}を元に戻しています</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{total} 個中 {done} 個</translation>
    </message>
    <message>
        <source>{n} files/s</source>
        <translation>{n} 個/秒</translation>
    </message>
    <message>
        <source>Moving to quarantine</source>
        <translation>隔離中</translation>
    </message>
    <message>
        <source>Moving to the trash</source>
        <translation>ごみ箱へ移動中</translation>
    </message>
    <message>
        <source>Replacing by links</source>
        <translation>リンクに置き換え中</translation>
    </message>
    <message>
        <source>Replacing by shared copies</source>
        <translation>共有コピーに置き換え中</translation>
    </message>
    <message>
        <source>Putting back</source>
        <translation>元に戻しています</translation>
    </message>
    <message>
        <source>Emptying the quarantine</source>
        <translation>隔離先を空にしています</translation>
    </message>
    <message>
        <source>{what}: {how_far}</source>
        <translation>{what}：{how_far}</translation>
    </message>
    <message>
        <source>1 file moved to quarantine, {bytes}.</source>
        <translation>1 個のファイルを隔離しました（{bytes}）。</translation>
    </message>
    <message>
        <source>1 file moved to the trash, {bytes}.</source>
        <translation>1 個のファイルをごみ箱へ移動しました（{bytes}）。</translation>
    </message>
    <message>
        <source>1 file replaced by a link, {bytes}.</source>
        <translation>1 個のファイルをリンクに置き換えました（{bytes}）。</translation>
    </message>
    <message>
        <source>1 file replaced by a shared copy, {bytes}.</source>
        <translation>1 個のファイルを共有コピーに置き換えました（{bytes}）。</translation>
    </message>
    <message>
        <source>{n} files moved to quarantine, {bytes}.</source>
        <translation>{n} 個のファイルを隔離しました（{bytes}）。</translation>
    </message>
    <message>
        <source>{n} files moved to the trash, {bytes}.</source>
        <translation>{n} 個のファイルをごみ箱へ移動しました（{bytes}）。</translation>
    </message>
    <message>
        <source>{n} files replaced by links, {bytes}.</source>
        <translation>{n} 個のファイルをリンクに置き換えました（{bytes}）。</translation>
    </message>
    <message>
        <source>{n} files replaced by shared copies, {bytes}.</source>
        <translation>{n} 個のファイルを共有コピーに置き換えました（{bytes}）。</translation>
    </message>
    <message>
        <source>{bytes} freed</source>
        <translation>{bytes} 空きました</translation>
    </message>
    <message>
        <source>1 file replaced</source>
        <translation>1 個のファイルを置き換えました</translation>
    </message>
    <message>
        <source>1 file moved</source>
        <translation>1 個のファイルを移動しました</translation>
    </message>
    <message>
        <source>{n} files replaced</source>
        <translation>{n} 個のファイルを置き換えました</translation>
    </message>
    <message>
        <source>{n} files moved</source>
        <translation>{n} 個のファイルを移動しました</translation>
    </message>
    <message>
        <source>{moved}, {n} stayed</source>
        <translation>{moved}。{n} 個は残りました</translation>
    </message>
    <message>
        <source>Stopped: {n} stayed.</source>
        <translation>停止しました。{n} 個は残っています。</translation>
    </message>
    <message>
        <source>1 stayed.</source>
        <translation>1 個は残りました。</translation>
    </message>
    <message>
        <source>{n} stayed.</source>
        <translation>{n} 個は残りました。</translation>
    </message>
    <message>
        <source>The quarantine is empty: {files} deleted for good, {bytes} freed.</source>
        <translation>隔離先を空にしました。{files}を完全に削除し、{bytes} 空きました。</translation>
    </message>
    <message>
        <source>{files} deleted for good, {bytes} freed. {n} kept back: {why}</source>
        <translation>{files} を完全に削除し、{bytes} を解放しました。{n} 件は残しました：{why}</translation>
    </message>
    <message>
        <source>1 file is back.</source>
        <translation>1 個のファイルを元に戻しました。</translation>
    </message>
    <message>
        <source>{n} files are back.</source>
        <translation>{n} 個のファイルを元に戻しました。</translation>
    </message>
    <message>
        <source>{name} is back as {now}: another file now has that name.</source>
        <translation>{name} は {now} として戻しました。同じ名前のファイルがあるためです。</translation>
    </message>
    <message>
        <source>{n} have other names now, because theirs were taken.</source>
        <translation>{n} 個は、同じ名前のファイルがあるため別の名前で戻しました。</translation>
    </message>
    <message>
        <source>{n} were not put back: {why}</source>
        <translation>{n} 個は戻していません：{why}</translation>
    </message>
    <message>
        <source>1 was not put back: {why}</source>
        <translation>1 個は戻していません：{why}</translation>
    </message>
    <message>
        <source>Stopped: the rest is where it was.</source>
        <translation>停止しました。残りは元の場所のままです。</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Keeps {name} and lets 1 file leave</source>
        <translation>{name} を残し、1 個を外す</translation>
    </message>
    <message>
        <source>Keeps {name} and lets {n} files leave</source>
        <translation>{name} を残し、{n} 個を外す</translation>
    </message>
    <message>
        <source>Keeps {kept} files and lets {n} leave</source>
        <translation>{kept} 個を残し、{n} 個を外す</translation>
    </message>
    <message>
        <source>Moved {files} of {groups} to quarantine, {bytes}</source>
        <translation>{groups}の{files}を隔離（{bytes}）</translation>
    </message>
    <message>
        <source>Moved {files} of {groups} to the trash, {bytes}</source>
        <translation>{groups}の{files}をごみ箱へ移動（{bytes}）</translation>
    </message>
    <message>
        <source>Replaced {files} of {groups} by links, {bytes}</source>
        <translation>{groups}の{files}をリンクに置き換え（{bytes}）</translation>
    </message>
    <message>
        <source>Replaced {files} of {groups} by shared copies, {bytes}</source>
        <translation>{groups}の{files}を共有コピーに置き換え（{bytes}）</translation>
    </message>
    <message>
        <source>A cull of {files}, of which none left</source>
        <translation>{files}の整理（外れたものなし）</translation>
    </message>
    <message>
        <source>1 group</source>
        <translation>1 グループ</translation>
    </message>
    <message>
        <source>{n} groups</source>
        <translation>{n} グループ</translation>
    </message>
    <message>
        <source>Emptied the quarantine: {files} deleted for good, {bytes}</source>
        <translation>隔離先を空にした：{files}を完全に削除（{bytes}）</translation>
    </message>
    <message>
        <source>Marked {name} as a duplicate of {other}</source>
        <translation>{name} を {other} の重複と判断</translation>
    </message>
    <message>
        <source>Marked {name} as not a duplicate of {other}</source>
        <translation>{name} を {other} の重複ではないと判断</translation>
    </message>
    <message>
        <source>Marked {name} as related to {other}</source>
        <translation>{name} を {other} の関連画像と判断</translation>
    </message>
    <message>
        <source>Cleared the decision about {name} and {other}</source>
        <translation>{name} と {other} の判断を解除</translation>
    </message>
    <message>
        <source>Keeps {name}</source>
        <translation>{name} を残すと判断</translation>
    </message>
    <message>
        <source>Lets {name} leave</source>
        <translation>{name} を外すと判断</translation>
    </message>
    <message>
        <source>Cleared the decision about {name}</source>
        <translation>{name} の判断を解除</translation>
    </message>
    <message>
        <source>Marked {n} pictures as duplicates of {other}</source>
        <translation>{n} 枚の画像を {other} の重複と判断</translation>
    </message>
    <message>
        <source>Marked {n} pictures as not duplicates of {other}</source>
        <translation>{n} 枚の画像を {other} の重複ではないと判断</translation>
    </message>
    <message>
        <source>Marked {n} pictures as related to {other}</source>
        <translation>{n} 枚の画像を {other} の関連画像と判断</translation>
    </message>
    <message>
        <source>Marked {n} pairs as duplicates</source>
        <translation>{n} 組を重複と判断</translation>
    </message>
    <message>
        <source>Marked {n} pairs as not duplicates</source>
        <translation>{n} 組を重複ではないと判断</translation>
    </message>
    <message>
        <source>Marked {n} pairs as related</source>
        <translation>{n} 組を関連画像と判断</translation>
    </message>
    <message>
        <source>Keeps {n} files</source>
        <translation>{n} 個のファイルを残すと判断</translation>
    </message>
    <message>
        <source>Lets {n} files leave</source>
        <translation>{n} 個のファイルを外すと判断</translation>
    </message>
    <message>
        <source>Cleared {n} decisions</source>
        <translation>{n} 件の判断を解除</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>完全に削除</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>取り消し済み</translation>
    </message>
    <message>
        <source>Put again</source>
        <translation>やり直し済み</translation>
    </message>
    <message>
        <source>Overruled</source>
        <translation>上書き済み</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>外したまま</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Nothing left</source>
        <translation>外れたものなし</translation>
    </message>
    <message>
        <source>{n} put back</source>
        <translation>{n} 個を戻した</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>1 side file went along</source>
        <translation>付属ファイル 1 個も移動</translation>
    </message>
    <message>
        <source>{n} side files went along</source>
        <translation>付属ファイル {n} 個も移動</translation>
    </message>
    <message>
        <source>{n} stayed</source>
        <translation>{n} 個は残留</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>戻した</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>stayed</source>
        <translation>個は残留</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>put back as {name}</source>
        <translation>{name} として戻した</translation>
    </message>
    <message>
        <source>Decided {time}</source>
        <translation>判断：{time}</translation>
    </message>
    <message>
        <source>Started {time}</source>
        <translation>開始 {time}</translation>
    </message>
    <message>
        <source>Deleted {time}</source>
        <translation>削除 {time}</translation>
    </message>
    <message>
        <source>Taken back {time}</source>
        <translation>取り消し：{time}</translation>
    </message>
    <message>
        <source>Put again {time}</source>
        <translation>やり直し：{time}</translation>
    </message>
    <message>
        <source>{said} by {who} · event {number}</source>
        <translation>{said}（{who}）· #{number}</translation>
    </message>
    <message>
        <source>{said} · event {number}</source>
        <translation>{said} · #{number}</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation>重複ではない</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Leaving</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Culls</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>1 act</source>
        <translation>操作 1 件</translation>
    </message>
    <message>
        <source>{n} acts</source>
        <translation>操作 {n} 件</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} 分前</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今日 {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>昨日 {time}</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date} {time}</translation>
    </message>
    <message>
        <source>{n} of {total} were decided anew later: what was decided last holds.</source>
        <translation>{total} 件中 {n} 件は、あとで判断し直されています。最後の判断が有効です。</translation>
    </message>
    <message>
        <source>It was cleared later, so nothing holds.</source>
        <translation>あとで解除されたため、有効な判断はありません。</translation>
    </message>
    <message>
        <source>Decided anew later: {word} holds.</source>
        <translation>あとで判断し直されています。「{word}」が有効です。</translation>
    </message>
    <message>
        <source>Decided before it: {word} holds again.</source>
        <translation>以前の判断「{word}」が再び有効です。</translation>
    </message>
    <message>
        <source>For {n} of {total} another decision holds.</source>
        <translation>{total} 件中 {n} 件は、別の判断が有効です。</translation>
    </message>
    <message>
        <source>1 decision</source>
        <translation>判断 1 件</translation>
    </message>
    <message>
        <source>{n} decisions</source>
        <translation>判断 {n} 件</translation>
    </message>
    <message>
        <source>{state} since {time}</source>
        <translation>{state}（{time} から）</translation>
    </message>
</context>
<context>
    <name>indexing</name>
    <message>
        <source>Listing {what}: {n} files</source>
        <translation>{what} の一覧を作っています：{n} 個</translation>
    </message>
    <message>
        <source>Indexing {what}: {done} of {total}</source>
        <translation>{what} を取り込んでいます：{total} 枚中 {done} 枚</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>{n} images/s</source>
        <translation>{n} 枚/秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>残り {time}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{rate} images/s</source>
        <translation>{rate} 枚/秒</translation>
    </message>
    <message>
        <source>{rate} files/s</source>
        <translation>{rate} 個/秒</translation>
    </message>
    <message>
        <source>Stopped. What was done is kept; index again to go on.</source>
        <translation>中止しました。完了分は保存済みです。再度取り込むと続きから始まります。</translation>
    </message>
    <message>
        <source>Stopped. {new} new so far are kept; index again to go on.</source>
        <translation>中止しました。新規 {new} 件は保存済みです。再度取り込むと続きから始まります。</translation>
    </message>
    <message>
        <source>Up to date. {new} new, {problems}, {time}.</source>
        <translation>最新です。新規 {new} 件、{problems}、{time}。</translation>
    </message>
    <message>
        <source>No picture was found there.</source>
        <translation>画像は見つかりませんでした。</translation>
    </message>
    <message>
        <source>{n} {reason}</source>
        <translation>{reason} {n} 個</translation>
    </message>
    <message>
        <source>Left out: {reasons}.</source>
        <translation>除外：{reasons}。</translation>
    </message>
    <message>
        <source>by your patterns</source>
        <translation>除外ルールに一致</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>小さすぎる</translation>
    </message>
    <message>
        <source>AppleDouble</source>
        <translation>AppleDouble</translation>
    </message>
    <message>
        <source>in folders of thumbnails</source>
        <translation>サムネイルのフォルダー内</translation>
    </message>
    <message>
        <source>in the trash</source>
        <translation>ごみ箱内</translation>
    </message>
    <message>
        <source>in system folders</source>
        <translation>システムフォルダー内</translation>
    </message>
    <message>
        <source>in repositories</source>
        <translation>リポジトリー内</translation>
    </message>
    <message>
        <source>in other roots</source>
        <translation>ほかの登録フォルダー内</translation>
    </message>
    <message>
        <source>folders of simgui</source>
        <translation>simgui のフォルダー</translation>
    </message>
    <message>
        <source>links</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>dangling links</source>
        <translation>リンク切れ</translation>
    </message>
    <message>
        <source>no regular files</source>
        <translation>通常のファイルでない</translation>
    </message>
    <message>
        <source>RAW beside a picture</source>
        <translation>画像に付随する RAW</translation>
    </message>
    <message>
        <source>beside a picture</source>
        <translation>画像に付随</translation>
    </message>
    <message>
        <source>without extension</source>
        <translation>拡張子なし</translation>
    </message>
    <message>
        <source>RAW (needs an extra)</source>
        <translation>RAW（追加機能が必要）</translation>
    </message>
    <message>
        <source>JPEG XL (needs an extra)</source>
        <translation>JPEG XL（追加機能が必要）</translation>
    </message>
    <message>
        <source>of kinds that are not read</source>
        <translation>読めない種類の画像</translation>
    </message>
    <message>
        <source>no pictures</source>
        <translation>画像以外</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>問題 1 件</translation>
    </message>
    <message>
        <source>{n} problems</source>
        <translation>問題 {n} 件</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 時間 {minutes} 分</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空のファイル</translation>
    </message>
    <message>
        <source>truncated</source>
        <translation>途切れている</translation>
    </message>
    <message>
        <source>not an image</source>
        <translation>画像ではない</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>大きすぎる</translation>
    </message>
    <message>
        <source>unsupported</source>
        <translation>未対応の形式</translation>
    </message>
    <message>
        <source>needs an extra</source>
        <translation>追加機能が必要</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>権限がない</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>見つからない</translation>
    </message>
    <message>
        <source>read error</source>
        <translation>読み取りエラー</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>ファイルではない</translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation>元のまま使う（{name}）</translation>
    </message>
    <message>
        <source>Index again with {name}</source>
        <translation>取り込み直す（{name}）</translation>
    </message>
    <message>
        <source>Change device…</source>
        <translation>デバイスの変更…</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>{key} belongs to the system. Choose another key.</source>
        <translation>{key} はシステムが使うキーです。別のキーを選んでください。</translation>
    </message>
    <message>
        <source>{key} is the key of “{other}” ({page}). Change that one first.</source>
        <translation>{key} は「{other}」（{page}）のキーです。先にそちらを変更してください。</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>共通</translation>
    </message>
    <message>
        <source>Any grid</source>
        <translation>サムネイルの一覧</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Several pictures</source>
        <translation>複数の画像</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Plan of a cull</source>
        <translation>整理案</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>Choose picture…</source>
        <translation>画像を選択…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>フォルダーを追加…</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>再度取り込む</translation>
    </message>
    <message>
        <source>Cancel work</source>
        <translation>処理を中止</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>サムネイルを拡大</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>サムネイルを縮小</translation>
    </message>
    <message>
        <source>Usual thumbnails</source>
        <translation>サムネイルを標準の大きさに</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全画面表示</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>次の領域へ</translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation>前の領域へ</translation>
    </message>
    <message>
        <source>New library…</source>
        <translation>新しいライブラリー…</translation>
    </message>
    <message>
        <source>Open library…</source>
        <translation>ライブラリーを開く…</translation>
    </message>
    <message>
        <source>Show the library&apos;s folder</source>
        <translation>ライブラリーのフォルダーを表示</translation>
    </message>
    <message>
        <source>About simgui</source>
        <translation>simgui について</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>メニューバー</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>ライブラリー(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
</context>
<context>
    <name>outside</name>
    <message>
        <source>No program opened {folder}.</source>
        <translation>{folder} を開くプログラムがありませんでした。</translation>
    </message>
    <message>
        <source>{folder} is not there now.</source>
        <translation>{folder} は今はありません。</translation>
    </message>
    <message>
        <source>1 path copied</source>
        <translation>1 個のパスをコピーしました</translation>
    </message>
    <message>
        <source>{n} paths copied</source>
        <translation>{n} 個のパスをコピーしました</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>確定</translation>
    </message>
    <message>
        <source>Accept as it stands, and go on</source>
        <translation>このまま確定して次へ進む</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>これを残す</translation>
    </message>
    <message>
        <source>This one stays, the others leave</source>
        <translation>この画像を残し、ほかを外す</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>両方残す</translation>
    </message>
    <message>
        <source>The keeper and this one stay</source>
        <translation>残す画像とこの画像を両方残す</translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation>重複ではない</translation>
    </message>
    <message>
        <source>They will not be shown together again</source>
        <translation>今後は一緒に表示しません</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>They belong together, and none of them leaves</source>
        <translation>関連画像のひとまとまりとして、どれも外しません</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>Go on without deciding</source>
        <translation>判断せずに次へ進む</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Compare this one with the keeper</source>
        <translation>この画像を残す画像と比較</translation>
    </message>
    <message>
        <source>Leave or stay</source>
        <translation>外す／残す</translation>
    </message>
    <message>
        <source>This one leaves, or stays after all</source>
        <translation>この画像を外す、またはやはり残す</translation>
    </message>
    <message>
        <source>Accept all beyond doubt…</source>
        <translation>確実なものをすべて確定…</translation>
    </message>
    <message>
        <source>Look at all groups that are beyond doubt, and accept them at once</source>
        <translation>確実なグループをすべて確認し、まとめて確定</translation>
    </message>
    <message>
        <source>Plan…</source>
        <translation>整理案…</translation>
    </message>
    <message>
        <source>Look at what would leave, and start it</source>
        <translation>外す候補を確認し、整理を実行</translation>
    </message>
    <message>
        <source>List of groups</source>
        <translation>グループの一覧</translation>
    </message>
    <message>
        <source>Show the list of groups, or hide it</source>
        <translation>グループの一覧を表示する、または隠す</translation>
    </message>
    <message>
        <source>Next undecided</source>
        <translation>次の未判断</translation>
    </message>
    <message>
        <source>Go to the next undecided group</source>
        <translation>次の未判断のグループへ移動</translation>
    </message>
    <message>
        <source>New groups</source>
        <translation>新しいグループ</translation>
    </message>
    <message>
        <source>Show the groups that were found meanwhile</source>
        <translation>その間に見つかったグループを表示</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Open the folder that holds it</source>
        <translation>この画像のあるフォルダーを開く</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Another image</source>
        <translation>別の画像へ移動</translation>
    </message>
    <message>
        <source>Another group</source>
        <translation>別のグループへ移動</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>It is labelled</source>
        <translation>ラベルがある</translation>
    </message>
    <message>
        <source>It is not cropped, and nothing is covered</source>
        <translation>切り抜きがなく、覆われていない</translation>
    </message>
    <message>
        <source>It has most real detail</source>
        <translation>最も精細</translation>
    </message>
    <message>
        <source>Its format loses least</source>
        <translation>劣化の少ない形式</translation>
    </message>
    <message>
        <source>It has a date</source>
        <translation>撮影日がある</translation>
    </message>
    <message>
        <source>It has a place (GPS)</source>
        <translation>撮影場所（GPS）がある</translation>
    </message>
    <message>
        <source>It is less compressed</source>
        <translation>圧縮が弱い</translation>
    </message>
    <message>
        <source>It is older</source>
        <translation>より古い</translation>
    </message>
    <message>
        <source>Its path is shorter, then by name</source>
        <translation>パスが短い、次に名前順</translation>
    </message>
    <message>
        <source>It is newer</source>
        <translation>より新しい</translation>
    </message>
    <message>
        <source>Its file is larger</source>
        <translation>ファイルが大きい</translation>
    </message>
    <message>
        <source>Its file is smaller</source>
        <translation>ファイルが小さい</translation>
    </message>
    <message>
        <source>It lies in {folder}</source>
        <translation>{folder} にある</translation>
    </message>
    <message>
        <source>Its path fits “{pattern}”</source>
        <translation>パスが「{pattern}」に一致</translation>
    </message>
    <message>
        <source>All were to leave: the last one never does</source>
        <translation>すべて外す判断ですが、最後の 1 個は残ります</translation>
    </message>
    <message>
        <source>Shots of one scene: all stay unless you say otherwise</source>
        <translation>同じ場面の別の写真：指定しない限りすべて残ります</translation>
    </message>
    <message>
        <source>Its folder is protected</source>
        <translation>フォルダーが保護中</translation>
    </message>
    <message>
        <source>You decided that it stays</source>
        <translation>残すと判断済み</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>ラベルあり</translation>
    </message>
    <message>
        <source>Not cropped, nothing covered</source>
        <translation>切り抜きも覆いもなし</translation>
    </message>
    <message>
        <source>Most real detail of {n}</source>
        <translation>{n} 個の中で最も精細</translation>
    </message>
    <message>
        <source>The better format</source>
        <translation>よりよい形式</translation>
    </message>
    <message>
        <source>Has a date</source>
        <translation>撮影日あり</translation>
    </message>
    <message>
        <source>Has a place (GPS)</source>
        <translation>撮影場所あり（GPS）</translation>
    </message>
    <message>
        <source>Less compressed</source>
        <translation>圧縮が弱い</translation>
    </message>
    <message>
        <source>The oldest</source>
        <translation>最も古い</translation>
    </message>
    <message>
        <source>The newest</source>
        <translation>最も新しい</translation>
    </message>
    <message>
        <source>The largest file</source>
        <translation>最も大きいファイル</translation>
    </message>
    <message>
        <source>The smallest file</source>
        <translation>最も小さいファイル</translation>
    </message>
    <message>
        <source>The shortest path, then by name</source>
        <translation>パスが最も短い、次に名前順</translation>
    </message>
    <message>
        <source>In {what}</source>
        <translation>{what} 内</translation>
    </message>
    <message>
        <source>Its path fits “{what}”</source>
        <translation>パスが「{what}」に一致</translation>
    </message>
    <message>
        <source>the same file under another name</source>
        <translation>別名の同じファイル</translation>
    </message>
    <message>
        <source>the same picture</source>
        <translation>同じ画像</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>未比較</translation>
    </message>
    <message>
        <source>another shot of the same scene</source>
        <translation>同じ場面の別の写真</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未照合</translation>
    </message>
    <message>
        <source>verified, {n} points agree</source>
        <translation>照合済み（一致点 {n}）</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>照合済み</translation>
    </message>
    <message>
        <source>Also near to {name}, {distance}</source>
        <translation>{name} にも近い（{distance}）</translation>
    </message>
    <message>
        <source>keeper {what}</source>
        <translation>残す画像：{what}</translation>
    </message>
    <message>
        <source>Mark or text over {part}</source>
        <translation>透かしか文字（{part}）</translation>
    </message>
    <message>
        <source>{n} marks or texts over {part}</source>
        <translation>透かしか文字 {n} か所（{part}）</translation>
    </message>
    <message>
        <source>Keeper has a mark over {part}</source>
        <translation>残す画像に透かしか文字（{part}）</translation>
    </message>
    <message>
        <source>Keeper has {n} marks over {part}</source>
        <translation>残す画像に透かしか文字 {n} か所（{part}）</translation>
    </message>
    <message>
        <source>1 place differs, {part}</source>
        <translation>1 か所に違い（{part}）</translation>
    </message>
    <message>
        <source>{n} places differ, {part}</source>
        <translation>{n} か所に違い（{part}）</translation>
    </message>
    <message>
        <source>{n} times fewer pixels</source>
        <translation>ピクセル数が {n} 分の 1</translation>
    </message>
    <message>
        <source>{n} times more pixels</source>
        <translation>ピクセル数が {n} 倍</translation>
    </message>
    <message>
        <source>{format} instead of {other}</source>
        <translation>{other} ではなく {format}</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>撮影日なし</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>ラベルなし</translation>
    </message>
    <message>
        <source>{size} instead of {other}</source>
        <translation>{other} ではなく {size}</translation>
    </message>
    <message>
        <source>In {folder}</source>
        <translation>{folder} 内</translation>
    </message>
    <message>
        <source>label: {label}</source>
        <translation>ラベル：{label}</translation>
    </message>
    <message>
        <source>with {names}</source>
        <translation>付属：{names}</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>an HTML page</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ZIP アーカイブ</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR アーカイブ</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>7z アーカイブ</translation>
    </message>
    <message>
        <source>gzip data</source>
        <translation>gzip データ</translation>
    </message>
    <message>
        <source>bzip2 data</source>
        <translation>bzip2 データ</translation>
    </message>
    <message>
        <source>xz data</source>
        <translation>xz データ</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>unknown data</source>
        <translation>不明なデータ</translation>
    </message>
    <message>
        <source>{name} is not a picture: it holds {holds}. Drop another file.</source>
        <translation>{name} は画像ではありません（中身は {holds} です）。別のファイルをドロップしてください。</translation>
    </message>
    <message>
        <source>{name} is no longer there. Index its folder again to find where it went.</source>
        <translation>{name} が見つかりません。フォルダーを再度取り込むと移動先を探せます。</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 個のファイル</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} 個のファイル</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 枚の画像</translation>
    </message>
    <message>
        <source>{n} images</source>
        <translation>{n} 枚の画像</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>同一</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>likely copy</source>
        <translation>複製の可能性</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>類似</translation>
    </message>
    <message>
        <source>unrelated</source>
        <translation>無関係</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>Not a duplicate</source>
        <translation>重複ではない</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>This very file</source>
        <translation>このファイル自体</translation>
    </message>
    <message>
        <source>×{n} files</source>
        <translation>×{n} ファイル</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>looking closer</source>
        <translation>詳しく比較中</translation>
    </message>
    <message>
        <source>another shot</source>
        <translation>別の写真</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未照合</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>照合済み</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>左右反転</translation>
    </message>
    <message>
        <source>recoloured</source>
        <translation>色変更</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>白黒</translation>
    </message>
    <message>
        <source>watermark</source>
        <translation>透かし</translation>
    </message>
    <message>
        <source>border</source>
        <translation>枠</translation>
    </message>
    <message>
        <source>{part} covered</source>
        <translation>{part} 覆い</translation>
    </message>
    <message>
        <source>collage</source>
        <translation>コラージュ</translation>
    </message>
    <message>
        <source>perspective</source>
        <translation>斜め</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>ぼかし</translation>
    </message>
    <message>
        <source>query {what}</source>
        <translation>検索画像 {what}</translation>
    </message>
    <message>
        <source>the same picture</source>
        <translation>同じ画像</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>未比較</translation>
    </message>
    <message>
        <source>{name} is offline. Its {n} files are kept and come back when it is connected.</source>
        <translation>{name} はオフラインです。{n} 個のファイルの情報は残してあり、接続すると元に戻ります。</translation>
    </message>
    <message>
        <source>{name} is offline. Its file is kept and comes back when it is connected.</source>
        <translation>{name} はオフラインです。ファイルの情報は残してあり、接続すると元に戻ります。</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date, in Qt&apos;s letters</comment>
        <translation>yyyy/MM/dd</translation>
    </message>
    <message>
        <source>changed {date}</source>
        <translation>更新&#xa0;{date}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>The file has 0 bytes. Copy it again if you can.</source>
        <translation>ファイルが 0 バイトです。可能ならコピーし直してください。</translation>
    </message>
    <message>
        <source>Ends after {part} of its data. Copy it again if you can.</source>
        <translation>データの {part} で途切れています。可能ならコピーし直してください。</translation>
    </message>
    <message>
        <source>Ends before all of its data. Copy it again if you can.</source>
        <translation>データが途中で途切れています。可能ならコピーし直してください。</translation>
    </message>
    <message>
        <source>Not a picture: it holds {holds}. Fetch it again if it should be one.</source>
        <translation>画像ではなく {holds} です。画像のはずなら入手し直してください。</translation>
    </message>
    <message>
        <source>Not a picture that can be read: {detail}. Copy it again if you can.</source>
        <translation>画像として読めません（{detail}）。可能ならコピーし直してください。</translation>
    </message>
    <message>
        <source>{width_px} × {height_px} pixels, {megapixels} megapixels. The limit is {limit_megapixels}.</source>
        <translation>{width_px} × {height_px} ピクセル（{megapixels} メガピクセル）です。上限は {limit_megapixels} メガピクセルです。</translation>
    </message>
    <message>
        <source>The file has {size_bytes} bytes. The limit is {limit_bytes}.</source>
        <translation>ファイルが {size_bytes} バイトあります。上限は {limit_bytes} バイトです。</translation>
    </message>
    <message>
        <source>A kind of picture that simgui does not read: {detail}.</source>
        <translation>simgui では読めない種類の画像です（{detail}）。</translation>
    </message>
    <message>
        <source>Reading it needs the extra &apos;{extra}&apos;: pip install &apos;simgui[{extra}]&apos;.</source>
        <translation>読み込むには追加機能「{extra}」が必要です：pip install &apos;simgui[{extra}]&apos;</translation>
    </message>
    <message>
        <source>It may not be read. Change its permission, then index again.</source>
        <translation>読み取る権限がありません。権限を変更してから、再度取り込んでください。</translation>
    </message>
    <message>
        <source>It is no longer there. Index its folder again to find where it went.</source>
        <translation>ファイルが見つかりません。フォルダーを再度取り込むと移動先を探せます。</translation>
    </message>
    <message>
        <source>It could not be read: {detail}. Check the disk, then index again.</source>
        <translation>読み取れませんでした（{detail}）。ディスクを確認してから、再度取り込んでください。</translation>
    </message>
    <message>
        <source>It is not a regular file.</source>
        <translation>通常のファイルではありません。</translation>
    </message>
    <message>
        <source>There is no library at {library} yet. Index a folder first.</source>
        <translation>{library} にはまだライブラリーがありません。先にフォルダーを取り込んでください。</translation>
    </message>
    <message>
        <source>Only {found} pictures of the library can be read; it takes {needed}. Index more.</source>
        <translation>ライブラリーの画像のうち読めるのは {found} 枚だけです。{needed} 枚必要です。さらに取り込んでください。</translation>
    </message>
    <message>
        <source>The library has no folders yet. Name one to index.</source>
        <translation>ライブラリーにフォルダーがまだありません。取り込むフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>There is no folder {path}.</source>
        <translation>フォルダー {path} がありません。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>ファイル {path} がありません。</translation>
    </message>
    <message>
        <source>The history has no event {event}.</source>
        <translation>履歴に記録 #{event} はありません。</translation>
    </message>
    <message>
        <source>{path} is not a folder. Name the folder that holds it.</source>
        <translation>{path} はフォルダーではありません。このファイルのあるフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>{path} lies in the quarantine of a library. Restore what it holds, then index its own folder.</source>
        <translation>{path} はライブラリーの隔離フォルダーの中にあります。中のファイルを元に戻してから、元のフォルダーを取り込んでください。</translation>
    </message>
    <message>
        <source>{path} is not a folder that was indexed by itself. simgui status lists those that were.</source>
        <translation>{path} は単独で取り込んだフォルダーではありません。一覧は simgui status で確認できます。</translation>
    </message>
    <message>
        <source>{path} is not in the library. Index its folder first.</source>
        <translation>{path} はライブラリーにありません。先にフォルダーを取り込んでください。</translation>
    </message>
    <message>
        <source>Both are the same picture, so there is nothing to decide between them.</source>
        <translation>どちらも同じ画像なので、判断することはありません。</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; is decided about two pictures. Name both.</source>
        <translation>「{word}」は 2 枚の画像についての判断です。両方を指定してください。</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; is decided about one file. Name only that.</source>
        <translation>「{word}」は 1 個のファイルについての判断です。そのファイルだけを指定してください。</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; is not a decision.</source>
        <translation>「{word}」という判断はありません。</translation>
    </message>
    <message>
        <source>There is no rule &apos;{rule}&apos;. There are: {known}.</source>
        <translation>「{rule}」というルールはありません。使えるもの：{known}。</translation>
    </message>
    <message>
        <source>timm has no network called {name}.</source>
        <translation>timm に {name} というネットワークはありません。</translation>
    </message>
    <message>
        <source>&apos;{device}&apos; is not a device. There are: auto, cpu, cuda, mps.</source>
        <translation>「{device}」というデバイスはありません。使えるもの：auto、cpu、cuda、mps。</translation>
    </message>
    <message>
        <source>This computer, or its build of torch, has no {device}.</source>
        <translation>このコンピューターまたは torch では {device} を使えません。</translation>
    </message>
    <message>
        <source>Event {event} is no decision that holds, so it cannot be undone.</source>
        <translation>記録 #{event} は有効な判断ではないため、元に戻せません。</translation>
    </message>
    <message>
        <source>Event {event} is no decision that was taken back, so it cannot be put again.</source>
        <translation>記録 #{event} は取り消し済みの判断ではないため、やり直せません。</translation>
    </message>
    <message>
        <source>{name} is nothing that files can be preferred by. Take some of: {known}; or folder:PATH, pattern:PATTERN.</source>
        <translation>{name} という優先基準はありません。{known}、または folder:パス、pattern:パターン を指定してください。</translation>
    </message>
    <message>
        <source>{path}: lists are written as {known}. Name it so.</source>
        <translation>{path}：一覧は {known} の形式で書き出します。拡張子をそのいずれかにしてください。</translation>
    </message>
    <message>
        <source>{path} is there already. Take another name.</source>
        <translation>{path} はすでにあります。別の名前を指定してください。</translation>
    </message>
    <message>
        <source>{path} is not empty. Take a new folder.</source>
        <translation>{path} は空ではありません。新しいフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>There is no display to show a window on. The command line works without: simgui --help.</source>
        <translation>ウィンドウを表示できる画面がありません。コマンドラインは使えます：simgui --help</translation>
    </message>
    <message>
        <source>The window cannot start: {detail}. simgui doctor says what is missing.</source>
        <translation>ウィンドウを開けません：{detail}。足りないものは simgui doctor で確認できます。</translation>
    </message>
    <message>
        <source>The library is open in another simgui (process {pid} on this computer). Close it there, or open this one to read only.</source>
        <translation>このライブラリーは別の simgui（このコンピューターのプロセス {pid}）で開かれています。そちらを閉じるか、読み取り専用で開いてください。</translation>
    </message>
    <message>
        <source>The library is open in another simgui (process {pid} on {host}). Close it there, or open this one to read only.</source>
        <translation>このライブラリーは別の simgui（{host} のプロセス {pid}）で開かれています。そちらを閉じるか、読み取り専用で開いてください。</translation>
    </message>
    <message>
        <source>The library is open in another simgui. Close it there, or open this one to read only.</source>
        <translation>このライブラリーは別の simgui で開かれています。そちらを閉じるか、読み取り専用で開いてください。</translation>
    </message>
    <message>
        <source>{library} is not there now. Connect its drive and try again, or open another library.</source>
        <translation>{library} は今ありません。ドライブを接続して再試行するか、別のライブラリーを開いてください。</translation>
    </message>
    <message>
        <source>This library was made with {library_embedder}, not {asked_embedder}. Keep the first, or index again with the second? Decisions stay.</source>
        <translation>このライブラリーは {asked_embedder} ではなく {library_embedder} で作られています。元のまま使いますか、取り込み直しますか。判断の記録は残ります。</translation>
    </message>
    <message>
        <source>Not a label file that can be read: {detail}. Mend it or move it away.</source>
        <translation>ラベルファイルとして読めません：{detail}。直すか、別の場所へ移してください。</translation>
    </message>
    <message>
        <source>Too large for a label file: the limit is {limit_bytes} bytes. It is not read.</source>
        <translation>ラベルファイルとしては大きすぎます（上限 {limit_bytes} バイト）。読み込みません。</translation>
    </message>
    <message>
        <source>{path} is no list of pictures that can be read: lines of paths, COCO&apos;s JSON or CSV.</source>
        <translation>{path} は読める画像リスト（1 行に 1 パス、COCO の JSON、CSV）ではありません。</translation>
    </message>
    <message>
        <source>All {files} files of this group would leave, so it is left alone. Decide which one stays.</source>
        <translation>このグループの {files} 個のファイルがすべて外れてしまうため、対象外にしました。残すファイルを決めてください。</translation>
    </message>
    <message>
        <source>It lies in a protected folder. Nothing there ever leaves.</source>
        <translation>保護されたフォルダーにあります。そこからファイルが外されることはありません。</translation>
    </message>
    <message>
        <source>Its folder is offline. Connect its drive, then plan again.</source>
        <translation>フォルダーがオフラインです。ドライブを接続してから、整理案を作り直してください。</translation>
    </message>
    <message>
        <source>It stays: {keeper}, for which it would leave, is not there. Index again, then plan again.</source>
        <translation>外しません。残す側の {keeper} が見つかりません。再度取り込んでから、整理案を作り直してください。</translation>
    </message>
    <message>
        <source>It stays: {keeper}, for which it would leave, has changed. Index again, then plan again.</source>
        <translation>外しません。残す側の {keeper} が変わっています。再度取り込んでから、整理案を作り直してください。</translation>
    </message>
    <message>
        <source>It stays: {keeper}, for which it would leave, cannot be read: {detail}.</source>
        <translation>外しません。残す側の {keeper} を読み取れません（{detail}）。</translation>
    </message>
    <message>
        <source>Which one of its group is the best is not beyond doubt. Decide in the review.</source>
        <translation>グループの中でどれが最良か確実ではありません。「確認」で判断してください。</translation>
    </message>
    <message>
        <source>The link {link} points to it, and would point nowhere. Remove the link first.</source>
        <translation>リンク {link} の参照先なので、外すとリンク切れになります。先にリンクを削除してください。</translation>
    </message>
    <message>
        <source>Its group has different labels: {labels}. Decide in the review which one is right.</source>
        <translation>グループのラベルが食い違っています（{labels}）。「確認」で正しいものを判断してください。</translation>
    </message>
    <message>
        <source>Its label would be lost, so it stays. {reason} Or cull without handing labels over.</source>
        <translation>ラベルが失われるため、外しません。{reason}ラベルを引き継がずに整理することもできます。</translation>
    </message>
    <message>
        <source>What their pictures left for is gone or offline. Restore them, or connect the drive and empty again.</source>
        <translation>代わりに残したファイルがなくなったか、オフラインです。元に戻すか、ドライブを接続してもう一度空にしてください。</translation>
    </message>
    <message>
        <source>It lies in the quarantine of a library, which may delete or restore it. Index again.</source>
        <translation>ライブラリーの隔離フォルダーの中にあり、削除または復元されることがあります。もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>What would stay, {keeper}, lies in the quarantine of a library. Index again.</source>
        <translation>残るはずの {keeper} はライブラリーの隔離フォルダーの中にあります。もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>{raw} would go with it, and what stays has no equal. Keep it, or copy the RAW first.</source>
        <translation>{raw} も一緒に外れますが、残す側に同じ RAW がありません。残すか、先に RAW をコピーしてください。</translation>
    </message>
    <message>
        <source>{video} would go with it, and what stays has no video. Keep it, or copy the video first.</source>
        <translation>{video} も一緒に移動しますが、残るファイルに動画がありません。残すか、先に動画をコピーしてください。</translation>
    </message>
    <message>
        <source>It has not the same bytes as {keeper}. Only equal files are linked; move it instead.</source>
        <translation>{keeper} と内容が一致しません。リンクにできるのは同一のファイルだけです。代わりに移動してください。</translation>
    </message>
    <message>
        <source>It is another name of {keeper} already.</source>
        <translation>すでに {keeper} の別名です。</translation>
    </message>
    <message>
        <source>{keeper} lies in a protected folder, and a link would share what is written into either. Move it instead.</source>
        <translation>{keeper} は保護されたフォルダーにあり、リンクにすると一方への書き込みが他方にも及びます。代わりに移動してください。</translation>
    </message>
    <message>
        <source>It has changed since it was indexed. Index again, then look at its group again.</source>
        <translation>取り込み後にファイルが変わっています。再度取り込んでから、グループをもう一度確認してください。</translation>
    </message>
    <message>
        <source>It lies at {now} by now. Plan again.</source>
        <translation>今は {now} にあります。整理案を作り直してください。</translation>
    </message>
    <message>
        <source>It cannot be read: {detail}. Change its permission, then plan again.</source>
        <translation>読み取れません（{detail}）。権限を変更してから、整理案を作り直してください。</translation>
    </message>
    <message>
        <source>It is the very file that stays ({keeper}), seen by another way.</source>
        <translation>残すファイル（{keeper}）そのものです。別の経路で見えています。</translation>
    </message>
    <message>
        <source>It was decided to stay after the plan was made.</source>
        <translation>整理案の作成後に、残すと判断されました。</translation>
    </message>
    <message>
        <source>It was decided to be no duplicate of {keeper} after the plan was made.</source>
        <translation>整理案の作成後に、{keeper} の重複ではないと判断されました。</translation>
    </message>
    <message>
        <source>The cull was stopped before.</source>
        <translation>その前に整理を停止しました。</translation>
    </message>
    <message>
        <source>It was only listed.</source>
        <translation>一覧に書き出しただけです。</translation>
    </message>
    <message>
        <source>It may not be moved: {detail}. Change the permission of its folder.</source>
        <translation>移動する権限がありません（{detail}）。フォルダーの権限を変更してください。</translation>
    </message>
    <message>
        <source>It lies on a disk that may only be read.</source>
        <translation>読み取り専用のディスクにあります。</translation>
    </message>
    <message>
        <source>No space is left where it should go. Free some, then try again.</source>
        <translation>移動先に空きがありません。空きを作ってから、もう一度試してください。</translation>
    </message>
    <message>
        <source>It lies on another disk than what stays, so it cannot be linked. Move it.</source>
        <translation>残すファイルとは別のディスクにあるため、リンクにできません。移動してください。</translation>
    </message>
    <message>
        <source>It could not be moved: {detail}.</source>
        <translation>移動できませんでした（{detail}）。</translation>
    </message>
    <message>
        <source>This disk cannot share blocks between files. Take a hard link, or move it.</source>
        <translation>このディスクでは共有コピーを作れません。ハードリンクにするか、移動してください。</translation>
    </message>
    <message>
        <source>The trash did not take it: {detail}. Nothing was deleted. Move it to the quarantine instead.</source>
        <translation>ごみ箱に移動できませんでした（{detail}）。何も削除していません。代わりに隔離してください。</translation>
    </message>
    <message>
        <source>{side_file}, which belongs to it, could not be moved. Both stay. Change its permission.</source>
        <translation>付属ファイル {side_file} を移動できなかったため、どちらも残しました。権限を変更してください。</translation>
    </message>
    <message>
        <source>Its label was not handed over: {label} has changed or come there since. Plan again.</source>
        <translation>ラベルを引き継ぎませんでした。{label} がその後に変わったか、新しくできています。整理案を作り直してください。</translation>
    </message>
    <message>
        <source>Another file has that name by now.</source>
        <translation>今は同じ名前の別のファイルがあります。</translation>
    </message>
    <message>
        <source>{root} is offline. Connect its drive, then restore again.</source>
        <translation>{root} はオフラインです。ドライブを接続してから、もう一度元に戻してください。</translation>
    </message>
    <message>
        <source>It lies in the system&apos;s trash. Put it back from there, then index again.</source>
        <translation>システムのごみ箱にあります。ごみ箱から元に戻し、再度取り込んでください。</translation>
    </message>
    <message>
        <source>It was written to since, so it is left as it is.</source>
        <translation>その後に書き換えられたため、そのままにしました。</translation>
    </message>
    <message>
        <source>This label was handed over, and changed since. It stays; remove it by hand if it should not.</source>
        <translation>引き継いだラベルがその後に変わったため、残しました。不要なら手動で削除してください。</translation>
    </message>
    <message>
        <source>Its folder could not be made again.</source>
        <translation>元のフォルダーを作り直せませんでした。</translation>
    </message>
    <message>
        <source>It is not in the trash, or its disk is not there. Connect the disk, then restore again.</source>
        <translation>ごみ箱にないか、ディスクが接続されていません。ディスクを接続してから、もう一度元に戻してください。</translation>
    </message>
    <message>
        <source>It is no longer where it was put. Somebody deleted it there.</source>
        <translation>移動先にありません。移動先で削除されています。</translation>
    </message>
    <message>
        <source>&apos;{action}&apos; is no way to leave. There are: {known}.</source>
        <translation>「{action}」という外し方はありません。使えるもの：{known}。</translation>
    </message>
    <message>
        <source>Either cull {cull} or --all.</source>
        <translation>整理 #{cull} か --all のどちらか一方を指定してください。</translation>
    </message>
    <message>
        <source>The history has no cull {cull}.</source>
        <translation>履歴に整理 #{cull} はありません。</translation>
    </message>
    <message>
        <source>Nothing of cull {cull} has come back, so it cannot be done again.</source>
        <translation>整理 #{cull} で元に戻したものがないため、やり直せません。</translation>
    </message>
    <message>
        <source>Event {event} is a cull: simgui restore {event} takes it back.</source>
        <translation>記録 #{event} は整理です。simgui restore {event} で元に戻せます。</translation>
    </message>
    <message>
        <source>Files are being moved in this library. Stop that first.</source>
        <translation>このライブラリーではファイルの移動中です。先に停止してください。</translation>
    </message>
    <message>
        <source>Cull {cull} was interrupted. Finish it (simgui cull --finish) or put it back (simgui restore {cull}).</source>
        <translation>整理 #{cull} が途中で終了しています。続けるか（simgui cull --finish）、元に戻してください（simgui restore {cull}）。</translation>
    </message>
    <message>
        <source>No cull was interrupted.</source>
        <translation>途中で終了した整理はありません。</translation>
    </message>
    <message>
        <source>The quarantine holds {found} files, not {expected}. Nothing was deleted.</source>
        <translation>隔離先のファイルは {expected} 個ではなく {found} 個です。何も削除していません。</translation>
    </message>
    <message>
        <source>the same file, byte for byte</source>
        <translation>1 バイトも違わない同じファイル</translation>
    </message>
    <message>
        <source>the same picture in another file</source>
        <translation>別のファイルの同じ画像</translation>
    </message>
    <message>
        <source>encoded anew</source>
        <translation>再圧縮</translation>
    </message>
    <message>
        <source>scaled to {part}</source>
        <translation>{part} に縮小</translation>
    </message>
    <message>
        <source>cropped to {part}</source>
        <translation>{part} に切り抜き</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>左右反転</translation>
    </message>
    <message>
        <source>turned right by {degrees}°</source>
        <translation>右に {degrees}° 回転</translation>
    </message>
    <message>
        <source>turned by {degrees}°</source>
        <translation>{degrees}° 回転</translation>
    </message>
    <message>
        <source>turned left by {degrees}°</source>
        <translation>左に {degrees}° 回転</translation>
    </message>
    <message>
        <source>seen at an angle</source>
        <translation>斜めからの撮影</translation>
    </message>
    <message>
        <source>recoloured</source>
        <translation>色を変更</translation>
    </message>
    <message>
        <source>without colour</source>
        <translation>色なし</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>ぼかし</translation>
    </message>
    <message>
        <source>{part} changed</source>
        <translation>{part} を変更</translation>
    </message>
    <message>
        <source>with a border</source>
        <translation>枠付き</translation>
    </message>
    <message>
        <source>part of a collage</source>
        <translation>コラージュの一部</translation>
    </message>
    <message>
        <source>Another shot of the same scene</source>
        <translation>同じ場面の別の写真</translation>
    </message>
    <message>
        <source>Not the same shot</source>
        <translation>別の写真</translation>
    </message>
    <message>
        <source>Too flat to be judged</source>
        <translation>単色に近く判定できません</translation>
    </message>
    <message>
        <source>Too small to be judged</source>
        <translation>小さすぎて判定できません</translation>
    </message>
    <message>
        <source>{what} (A)</source>
        <translation>{what}（A）</translation>
    </message>
    <message>
        <source>Covered in A</source>
        <translation>A で覆われています</translation>
    </message>
    <message>
        <source>Covered in {b}</source>
        <translation>{b} で覆われています</translation>
    </message>
    <message>
        <source>Mark or text in {b}</source>
        <translation>{b} に透かしか文字</translation>
    </message>
    <message>
        <source>It is not verified that both show the same.</source>
        <translation>両方が同じものを写していると確認されていません。</translation>
    </message>
    <message>
        <source>It is not known where one lies in the other.</source>
        <translation>一方が他方のどこに当たるか分かりません。</translation>
    </message>
    <message>
        <source>One is seen at an angle: boxes would not fit.</source>
        <translation>一方は斜めから見たもので、枠が合いません。</translation>
    </message>
    <message>
        <source>One is part of a collage, whose other parts would have no labels.</source>
        <translation>一方はコラージュの一部で、ほかの部分にラベルがないことになります。</translation>
    </message>
    <message>
        <source>One is turned, but not by a quarter or a half: boxes would not fit.</source>
        <translation>一方は 90° や 180° 以外の角度で回転していて、枠が合いません。</translation>
    </message>
    <message>
        <source>They are labelled differently: {keeper} the one that stays, {leaving} the one that leaves.</source>
        <translation>ラベルが異なります：残す画像は {keeper}、外す画像は {leaving}。</translation>
    </message>
    <message>
        <source>The data set of the one that stays has no class {name}.</source>
        <translation>残す画像のデータセットにクラス {name} がありません。</translation>
    </message>
    <message>
        <source>Only its folder says that it is {name}, and the one that stays is not in such a folder.</source>
        <translation>{name} であることはフォルダー名だけで示されていて、残す画像はそのようなフォルダーにありません。</translation>
    </message>
    <message>
        <source>Labels of this kind cannot be carried over: {kind}.</source>
        <translation>この種類のラベルは引き継げません：{kind}。</translation>
    </message>
    <message>
        <source>Its labels were made for another size, {width_px} × {height_px} pixels.</source>
        <translation>ラベルは別の大きさ ({width_px} × {height_px} ピクセル) 用です。</translation>
    </message>
    <message>
        <source>{path} cannot be read. Mend it or move it away.</source>
        <translation>{path} を読めません。直すか、別の場所へ移してください。</translation>
    </message>
    <message>
        <source>There is another file at {path}, which stays.</source>
        <translation>{path} には別のファイルがあり、そのまま残します。</translation>
    </message>
    <message>
        <source>The labels would count for {path} as well.</source>
        <translation>ラベルが {path} にも当てはまってしまいます。</translation>
    </message>
    <message>
        <source>The one that stays is in a protected folder.</source>
        <translation>残す画像は保護されたフォルダーにあります。</translation>
    </message>
    <message>
        <source>The name {path} is no text, so labels cannot name it.</source>
        <translation>名前 {path} は文字列ではないため、ラベルに書けません。</translation>
    </message>
    <message>
        <source>Labels left out, as they lie outside of the picture that stays: {count}.</source>
        <translation>残す画像の外になるため省いたラベル：{count}。</translation>
    </message>
    <message>
        <source>It keeps its rating {keeper}; the other one has {leaving}.</source>
        <translation>評価は {keeper} のまま残します (もう一方は {leaving})。</translation>
    </message>
    <message>
        <source>It keeps its own keywords. Not taken over: {left}.</source>
        <translation>自身のキーワードを残します。引き継がないもの：{left}。</translation>
    </message>
    <message>
        <source>Nothing beside {path} says what the class numbers mean. Copy classes.txt there.</source>
        <translation>{path} のそばにクラス番号の意味を示すものがありません。classes.txt をそこへコピーしてください。</translation>
    </message>
    <message>
        <source>Mark or text in A</source>
        <translation>A に透かしか文字</translation>
    </message>
    <message>
        <source>There is no group {group} now. Give the options with which simgui groups named it, or run that again.</source>
        <translation>グループ {group} は今はありません。simgui groups がその名前を示したときと同じオプションを付けるか、もう一度実行してください。</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>違いがあります</translation>
    </message>
    <message>
        <source>{path} is damaged ({detail}). Your decisions are safe. Index again to rebuild it.</source>
        <translation>{path} が壊れています（{detail}）。判断の記録は無事です。再度取り込むと作り直せます。</translation>
    </message>
    <message>
        <source>The catalogue {path} is damaged ({detail}). Your pictures are untouched. Put back a copy of it.</source>
        <translation>カタログ {path} が壊れています（{detail}）。画像には手を付けていません。カタログの控えを元の場所に戻してください。</translation>
    </message>
    <message>
        <source>The library at {library} was made by a newer simgui (version {found}, known {known}). Update simgui.</source>
        <translation>{library} のライブラリーは、より新しい simgui で作られています（バージョン {found}、対応は {known} まで）。simgui を更新してください。</translation>
    </message>
    <message>
        <source>No space left on {path}. What is done is safe. Free some space there, then index again.</source>
        <translation>{path} に空きがありません。完了分は保存済みです。空きを作ってから、再度取り込んでください。</translation>
    </message>
    <message>
        <source>{path} could not be used: {detail}. Nothing was lost. Try again when that is mended.</source>
        <translation>{path} を使えませんでした（{detail}）。失われたものはありません。原因を取り除いてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Indexing goes on in this library. Cancel it first.</source>
        <translation>このライブラリーは取り込み中です。先に取り込みを中止してください。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation>{path} に書き込めません（{detail}）。</translation>
    </message>
    <message>
        <source>There are no weights for {name}: there is no file {path}. Name another (--weights), or use the default embedder.</source>
        <translation>{name} の重みがありません（ファイル {path} がありません）。別のファイルを指定するか（--weights）、標準の特徴抽出器を使ってください。</translation>
    </message>
    <message>
        <source>There are no weights for {name}: {path} is not the file that it should be. Install simgui again.</source>
        <translation>{name} の重みがありません（{path} は正しいファイルではありません）。simgui をインストールし直してください。</translation>
    </message>
    <message>
        <source>There are no weights for {name}: timm names none. Name a file of them (--weights), or use the default embedder.</source>
        <translation>{name} の重みがありません（timm に重みの指定がありません）。重みのファイルを指定するか（--weights）、標準の特徴抽出器を使ってください。</translation>
    </message>
    <message>
        <source>There are no weights for {name}: {repository} could not be downloaded. Name a file of them (--weights), go online once, or use the default embedder.</source>
        <translation>{name} の重みがありません（{repository} をダウンロードできませんでした）。重みのファイルを指定するか（--weights）、一度オンラインにするか、標準の特徴抽出器を使ってください。</translation>
    </message>
    <message>
        <source>The weights {path} cannot be read: {detail}.</source>
        <translation>重み {path} を読み込めません（{detail}）。</translation>
    </message>
    <message>
        <source>The weights {path} are not of {name}: {tensor} differs.</source>
        <translation>重み {path} は {name} のものではありません（{tensor} が異なります）。</translation>
    </message>
    <message>
        <source>{name} made values that are no numbers. Its weights are damaged.</source>
        <translation>{name} の計算結果が数値になりません。重みが壊れています。</translation>
    </message>
    <message>
        <source>The memory of {device} ran out even for one picture.</source>
        <translation>画像 1 枚でも {device} のメモリーが足りません。</translation>
    </message>
    <message>
        <source>The memory of {device} ran out: batches of {batch} from now on.</source>
        <translation>{device} のメモリーが足りないため、以後は {batch} 枚ずつ処理します。</translation>
    </message>
    <message>
        <source>The memory of {device} ran out: the CPU goes on.</source>
        <translation>{device} のメモリーが足りないため、CPU で続けます。</translation>
    </message>
    <message>
        <source>The descriptor file was damaged and set aside. Your decisions are safe. It is made anew.</source>
        <translation>特徴量ファイルが壊れていたため退避しました。判断の記録は無事です。新しく作り直しています。</translation>
    </message>
</context>
</TS>
